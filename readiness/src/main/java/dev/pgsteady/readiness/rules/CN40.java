package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Row that the database cannot take or let go.
@AutoService(Rule.class)
public final class CN40 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN40"),
            Severity.LOW,
            "Row that the database cannot take or let go",
            """
            A large object is not part of the row that holds its number: deleting the row leaves it behind, and
            the disk fills with what nobody can reach. Tables whose keys require each other take no first row, so
            that restores and tests need tricks.""",
            """
            Keep bytes in a bytea column, or let lo_manage delete the large object with its row. Make one foreign
            key of each ring DEFERRABLE, or one of its columns nullable.""",
            "35.1 Large Objects; F.21 lo; SET CONSTRAINTS");

    /// Numbers of catalog rows, as tables about the database itself keep them.
    private static final Pattern CATALOG =
            Pattern.compile(".*(oid|relid|classid|objid|objsubid|typid|nspid|dbid|indexrelid|regclass)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Map<QualifiedName, Set<QualifiedName>> required = new HashMap<>();
        Bookkeeping.none(facts).forEach(t -> {
            lost(facts, t).ifPresent(findings::add);
            strict(t)
                    .forEach(k -> required.computeIfAbsent(t.name(), n -> new HashSet<>())
                            .add(k.target()));
        });
        for (List<QualifiedName> ring : Rings.of(required).members()) {
            findings.add(closed(facts, ring));
        }
        return Verdict.of(findings);
    }

    private Optional<Finding> lost(Facts facts, Table table) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (large(column)) {
                columns.add(column.name());
            }
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        boolean managed =
                table.triggers().stream().anyMatch(t -> t.function().name().equals("lo_manage"));
        return managed
                ? Optional.empty()
                : Optional.of(finding(
                        About.table(table),
                        "(%s) holds numbers of large objects, which stay when the row goes"
                                .formatted(About.columns(columns)),
                        Optional.empty(),
                        facts.rows(table)));
    }

    private static boolean large(Column column) {
        String base = column.type().base().name();
        return (!column.type().array() && base.equals("lo"))
                || (base.equals("oid")
                        && !CATALOG.matcher(column.name().toLowerCase(Locale.ROOT))
                                .matches());
    }

    /// Foreign keys that every row has to satisfy at once. One to the table itself is no ring: a row may be
    /// its own parent.
    private static List<ForeignKey> strict(Table table) {
        List<ForeignKey> strict = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            boolean asked = !key.common().deferrable() && key.common().enforced();
            if (asked && !key.target().equals(table.name()) && always(table, key)) {
                strict.add(key);
            }
        }
        return strict;
    }

    private static boolean always(Table table, ForeignKey key) {
        for (String column : key.columns()) {
            if (!table.column(column).map(Column::notNull).orElse(false)) {
                return false;
            }
        }
        return true;
    }

    private Finding closed(Facts facts, List<QualifiedName> ring) {
        List<Table> tables = ring.stream().flatMap(n -> facts.table(n).stream()).toList();
        return finding(
                new Subject("table", ring.getFirst().sql()),
                "%s require each other, and no order of inserts satisfies them".formatted(Logins.some(ring)),
                Mend.review(tables.stream()
                        .flatMap(t -> strict(t).stream()
                                .filter(k ->
                                        ring.contains(k.target()) && t.name().compareTo(k.target()) < 0)
                                .map(k -> "ALTER TABLE %s ALTER CONSTRAINT %s DEFERRABLE INITIALLY DEFERRED;"
                                        .formatted(t.name().sql(), Sql.identifier(k.name()))))
                        .toArray(String[]::new)),
                tables.stream().mapToLong(facts::rows).sum());
    }
}
