package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType.DomainType;
import java.util.List;
import java.util.Optional;

/// Table in which everything may be missing.
@AutoService(Rule.class)
public final class CN26 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN26"),
            Severity.MEDIUM,
            "Table in which everything may be missing",
            """
            No column but the key is NOT NULL, so a row that is nothing but a number is a valid row. Every query
            then has to decide what a missing value means, and comparisons with null drop rows without an error.""",
            """
            Decide which columns every row has, and declare those NOT NULL: with a validated check first, so
            that the table is not read under an exclusive lock.""",
            "5.5.2 Not-Null Constraints");

    private static final int ENOUGH = 3;
    private static final long COUNTED = 100;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.inherits().isEmpty())
                .flatMap(t -> found(facts, t).stream())
                .toList();
        return Verdict.of(findings);
    }

    private Optional<Finding> found(Facts facts, Table table) {
        List<String> key =
                table.primaryKey().map(Constraint.PrimaryKey::columns).orElse(List.of());
        List<Column> others = table.columns().stream()
                .filter(c -> !key.contains(c.name()) && c.generated().isEmpty())
                .toList();
        if (others.size() < ENOUGH || others.stream().anyMatch(c -> required(facts, c))) {
            return Optional.empty();
        }
        long rows = facts.rows(table);
        List<String> full = others.stream()
                .map(Column::name)
                .filter(c -> full(facts, table, c))
                .toList();
        Finding finding = finding(
                About.table(table),
                "none of its %d columns beside the key is NOT NULL%s"
                        .formatted(
                                others.size(),
                                full.isEmpty()
                                        ? ""
                                        : "; the statistics have seen no null in (%s)".formatted(About.columns(full))),
                full.isEmpty() ? Optional.empty() : Mend.review(Mend.notNull(table, full)),
                rows);
        return Optional.of(rows == 0 ? finding.at(Severity.LOW) : finding);
    }

    private static boolean required(Facts facts, Column column) {
        return column.notNull()
                || facts.domain(column.type()).filter(DomainType::notNull).isPresent();
    }

    private static boolean full(Facts facts, Table table, String column) {
        return facts.rows(table) >= COUNTED
                && Optional.ofNullable(facts.use(table).columns().get(column))
                        .filter(u -> u.nullFraction() == 0)
                        .isPresent();
    }
}
