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
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Column that may be null and never is.
@AutoService(Rule.class)
public final class CN11 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN11"),
            Severity.LOW,
            "Column that may be null and never is",
            """
            Every row has a value, so programs rely on it; but nothing stops the first row without one. It breaks
            a page, drops out of a comparison or makes NOT IN return nothing, far from the place that wrote it.
            The planner cannot rely on it either.""",
            """
            Declare the column NOT NULL where it is a rule: with a check NOT VALID that is validated first, so
            that the table is not read under an exclusive lock.""",
            "5.5.2 Not-Null Constraints");

    private static final long ENOUGH = 1_000;
    private static final int MANY = 20;

    /// Times that every row has from the beginning; others tell of something that has not happened yet to
    /// every row.
    private static final Set<String> WRITTEN =
            Set.of("create", "created", "creation", "insert", "inserted", "update", "updated", "modified", "changed");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> facts.rows(t) >= ENOUGH && counted(facts.use(t), facts.rows(t)))
                .filter(t -> t.columns().stream().anyMatch(c -> required(t, c)))
                .flatMap(t -> found(facts, t).stream())
                .toList();
        return Hidden.unless(
                facts,
                Unseen.Kind.COLUMN_STATISTICS,
                Habit.of(facts, "table with columns that may be null and never are")
                        .gathered(this, findings, MANY));
    }

    /// Whether the statistics still speak of the rows that are there.
    private static boolean counted(TableUse use, long rows) {
        return use.modifiedSinceAnalyze() <= rows / 5;
    }

    /// A table in which nothing is required is another rule's.
    private static boolean required(Table table, Column column) {
        return column.notNull()
                && table.primaryKey().stream().noneMatch(k -> k.columns().contains(column.name()));
    }

    private Optional<Finding> found(Facts facts, Table table) {
        List<String> full = table.columns().stream()
                .filter(c -> optional(facts, table, c) && full(facts, table, c))
                .map(Column::name)
                .toList();
        return full.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        About.table(table),
                        "(%s) may be null, and the statistics have seen no null in %s"
                                .formatted(About.columns(full), About.rows(facts.rows(table))),
                        Mend.review(Mend.notNull(table, full)),
                        facts.rows(table)));
    }

    private static boolean full(Facts facts, Table table, Column column) {
        return Optional.ofNullable(facts.use(table).columns().get(column.name()))
                .filter(u -> u.nullFraction() == 0)
                .isPresent();
    }

    private static boolean optional(Facts facts, Table table, Column column) {
        return !column.notNull()
                && column.generated().isEmpty()
                && facts.domain(column.type()).isEmpty()
                && !yetToCome(facts, column)
                && !emptied(table, column.name())
                && !checked(table, column.name());
    }

    private static boolean yetToCome(Facts facts, Column column) {
        return Deletion.marks(column.name())
                || (Kinds.time(facts, column) && !facts.words(column.name()).hasAny(WRITTEN));
    }

    /// Whether deleting the parent puts null there.
    private static boolean emptied(Table table, String column) {
        return table.foreignKeys().stream()
                .anyMatch(k -> k.onDelete() == ForeignKey.Action.SET_NULL
                        && k.columns().contains(column));
    }

    private static boolean checked(Table table, String column) {
        return table.constraintsOf(Constraint.Check.class).stream()
                .anyMatch(c -> c.columns().contains(column)
                        && c.expression().contains("IS NOT NULL")
                        && Guards.mentions(c.expression(), column));
    }
}
