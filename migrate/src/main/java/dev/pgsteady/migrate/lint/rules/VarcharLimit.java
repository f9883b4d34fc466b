package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;
import java.util.stream.Stream;

/// varchar(n).
@AutoService(LintRule.class)
public final class VarcharLimit implements LintRule {
    private static final Words WORDS = new Words(
            "varchar-limit",
            Severity.INFO,
            Cost.SAME,
            "A text has a limit in its type",
            "Making the limit narrower reads every row, views and functions hang on the type, and"
                    + " PostgreSQL stores text no worse.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        Stream<String> columns = at.columns().stream()
                .filter(c -> c.type().is("varchar") && !c.type().modifiers().isEmpty())
                .map(ColumnDef::name);
        Stream<String> changed = at.actions(Action.ChangeType.class)
                .filter(c -> c.type().is("varchar") && !c.type().modifiers().isEmpty())
                .map(Action.ChangeType::column);
        return Stream.concat(columns, changed)
                .map(c -> Hit.of(
                        "The column " + c + " is a varchar with a limit.",
                        "%1$s text CHECK (length(%1$s) <= ...)".formatted(Sql.identifier(c))))
                .toList();
    }
}
