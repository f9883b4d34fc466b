package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Unique key that nulls slip through.
@AutoService(Rule.class)
public final class CN12 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN12"),
            Severity.MEDIUM,
            "Unique key that nulls slip through",
            """
            Two nulls count as different, so the key does not stop rows that are equal in every column but null
            in one: (tenant, name, null) can be there twice. Soft deletion suffers most: with the time of
            deletion in the key, all living rows have null there and none of them is held to uniqueness.""",
            """
            Since PostgreSQL 15 a unique index can say NULLS NOT DISTINCT. Otherwise make the column NOT NULL,
            or split the key in two partial indexes, one for rows with the value and one for rows without.""",
            "5.5.3 Unique Constraints");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> Guards.unique(t).stream().flatMap(i -> leaks(facts, t, i).stream()))
                .toList();
        return Verdict.of(findings);
    }

    /// A key of one nullable column means "unique where there is one", which is what its author wanted.
    private Optional<Finding> leaks(Facts facts, Table table, Index index) {
        boolean candidate = !index.primary()
                && !index.nullsNotDistinct()
                && index.plainColumns()
                && index.keys().size() > 1;
        List<String> nullable = !candidate
                ? List.of()
                : index.columns().stream()
                        .filter(c -> mayBeNull(table, index, c))
                        .toList();
        boolean guarded = nullable.isEmpty()
                || optional(facts, table, index, nullable)
                || Guards.unique(table).stream()
                        .anyMatch(o -> !o.name().equals(index.name()) && covers(table, o, index));
        return guarded ? Optional.empty() : Optional.of(found(facts, table, index, nullable));
    }

    /// A value that a row need not have, unique among its siblings when it has one: all of the key but the references
    /// is
    /// nullable. The mark of deletion is no such value.
    private static boolean optional(Facts facts, Table table, Index index, List<String> nullable) {
        List<String> values = index.columns().stream()
                .filter(c -> !facts.words(c).last().equals("id") && !Guards.refers(table, c))
                .toList();
        return !values.isEmpty()
                && nullable.containsAll(values)
                && values.stream().noneMatch(Deletion::marks);
    }

    private static boolean mayBeNull(Table table, Index index, String column) {
        boolean tested = index.predicate().stream().anyMatch(p -> Guards.mentions(p, column));
        boolean checked = table.constraintsOf(Constraint.Check.class).stream()
                .anyMatch(c -> c.columns().contains(column)
                        && Guards.mentions(c.expression(), column)
                        && c.expression().contains("IS NOT NULL"));
        return !tested && !checked && table.column(column).stream().noneMatch(Column::notNull);
    }

    /// Whether another unique index already holds the rows that this one lets through: over fewer columns that are
    /// never
    /// null, or over an expression or a predicate that deals with the null.
    private static boolean covers(Table table, Index other, Index index) {
        boolean narrower = other.plainColumns()
                && other.predicate().isEmpty()
                && index.columns().containsAll(other.columns())
                && (other.nullsNotDistinct()
                        || other.columns().stream()
                                .allMatch(c -> table.column(c).stream().allMatch(Column::notNull)));
        boolean deals = index.columns().stream()
                .filter(c -> table.column(c).stream().noneMatch(Column::notNull))
                .anyMatch(c -> other.predicate().stream().anyMatch(p -> p.contains("IS NULL") && Guards.mentions(p, c))
                        || other.keys().stream()
                                .flatMap(k -> k.expression().stream())
                                .anyMatch(e -> Guards.mentions(e, c)));
        return narrower || deals;
    }

    private Finding found(Facts facts, Table table, Index index, List<String> nullable) {
        long rows = facts.rows(table);
        boolean never = rows > 0
                && nullable.stream()
                        .allMatch(c -> Optional.ofNullable(
                                        facts.use(table).columns().get(c))
                                .filter(u -> u.nullFraction() == 0)
                                .isPresent());
        Finding finding = finding(
                About.index(index.name()),
                "unique over (%s), but (%s) may be null%s"
                        .formatted(
                                About.columns(index.columns()),
                                About.columns(nullable),
                                never ? ", though the statistics have seen no null" : ""),
                fix(table, index),
                rows);
        return never || rows == 0 ? finding.at(Severity.LOW) : finding;
    }

    private static Optional<Fix> fix(Table table, Index index) {
        Optional<String> deleted =
                index.columns().stream().filter(Deletion::marks).findFirst();
        List<String> columns = index.columns().stream()
                .filter(c -> deleted.stream().noneMatch(c::equals))
                .toList();
        String rest =
                deleted.map(d -> "WHERE " + Sql.identifier(d) + " IS NULL").orElse("NULLS NOT DISTINCT");
        String drop = index.constraint()
                .map(c -> "ALTER TABLE %s DROP CONSTRAINT %s;"
                        .formatted(table.name().sql(), Sql.identifier(c)))
                .orElseGet(() -> Mend.dropIndex(table, index.name()));
        String where =
                deleted.isEmpty() ? index.predicate().map(p -> " WHERE " + p).orElse("") : "";
        String keys = About.columns(columns);
        return Mend.review(
                Mend.duplicates(table, keys),
                Mend.replacement(table, index, "strict", "(%s) %s%s".formatted(keys, rest, where)),
                drop);
    }
}
