package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;
import java.util.stream.Stream;

/// A foreign key without NOT VALID.
@AutoService(LintRule.class)
public final class ForeignKeyReadsAll implements LintRule {
    private static final Words WORDS = new Words(
            "foreign-key-reads-all",
            Severity.HIGH,
            Cost.READS,
            "A foreign key is tested on every row while writes wait",
            "Both tables are locked against writes (SHARE ROW EXCLUSIVE) until every row has been"
                    + " looked up in the other table.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        Stream<Hit> constraints = at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> c.kind() == Kind.FOREIGN_KEY && !c.notValid())
                .map(c -> hit(at, c.sql(), String.join(", ", c.columns())));
        Stream<Hit> columns = at.actions(Action.AddColumn.class)
                .map(Action.AddColumn::column)
                .filter(c -> c.references().isPresent() && !c.standard().isEmpty())
                .map(c -> hit(at, "NAME", c.name()));
        return Stream.concat(constraints, columns).toList();
    }

    private static Hit hit(At at, String name, String columns) {
        return Hit.on(at.table(), "The foreign key over " + columns + " is added without NOT VALID.", """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s FOREIGN KEY (%3$s) REFERENCES ... NOT VALID;
                -- in the next migration:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(
                        at.table().sql(), name, columns));
    }
}
