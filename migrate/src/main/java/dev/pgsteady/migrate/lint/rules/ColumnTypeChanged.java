package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnType;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// ALTER COLUMN ... TYPE that writes the table anew.
@AutoService(LintRule.class)
public final class ColumnTypeChanged implements LintRule {
    private static final Words WORDS = new Words(
            "column-type-changed",
            Severity.HIGH,
            Cost.WRITES,
            "The type of a column is changed",
            "Unless the old type is stored as the new one is (varchar to text, a longer varchar), the"
                    + " whole table and its indexes are written anew under an ACCESS EXCLUSIVE lock; programs"
                    + " that run meet the new type at once.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        return at.actions(Action.ChangeType.class).flatMap(c -> hit(at, c)).toList();
    }

    private static Stream<Hit> hit(At at, Action.ChangeType change) {
        Optional<ColumnType> old = at.typeOf(at.table(), change.column());
        if (old.filter(o -> o.becomesWithoutRewrite(change.type())).isPresent()) {
            return Stream.empty();
        }
        String from = old.map(o -> "from " + o.sql()).orElse("from a type that is not known here");
        return Stream.of(Hit.on(
                at.table(),
                "The column %s goes %s to %s."
                        .formatted(change.column(), from, change.type().sql()),
                """
                -- a new column beside it, in a migration of its own:
                ALTER TABLE %s ADD COLUMN %s %s;
                -- then a trigger that fills it, the old rows in batches, and the new name when all use it""".formatted(
                                at.table().sql(),
                                Sql.identifier(change.column() + "_new"),
                                change.type().sql())));
    }
}
