package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.stream.Stream;

/// DROP ... CASCADE.
@AutoService(LintRule.class)
public final class DropCascade implements LintRule {
    private static final Words WORDS = new Words(
            "drop-cascade",
            Severity.HIGH,
            Cost.SAME,
            "What depends on it is dropped too",
            "CASCADE drops views, foreign keys and functions that no line of the migration names.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        Stream<Hit> objects = at.shape() instanceof Shape.Drop drop
                        && drop.cascade()
                        && !drop.what().equals("schema")
                ? Stream.of(Hit.of(
                        "The " + drop.what() + " is dropped with all that depends on it.",
                        "Drop what depends on it by name first; then without CASCADE."))
                : Stream.empty();
        Stream<Hit> columns = at.actions(Action.DropColumn.class)
                .filter(Action.DropColumn::cascade)
                .map(c -> Hit.of(
                        "The column " + c.column() + " is dropped with all that depends on it.",
                        "Drop what depends on it by name first; then without CASCADE."));
        return Stream.concat(objects, columns).toList();
    }
}
