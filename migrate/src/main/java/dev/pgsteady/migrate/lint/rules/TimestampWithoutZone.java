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

/// timestamp instead of timestamptz.
@AutoService(LintRule.class)
public final class TimestampWithoutZone implements LintRule {
    private static final Words WORDS = new Words(
            "timestamp-without-zone",
            Severity.MEDIUM,
            Cost.SAME,
            "A moment is kept without its time zone",
            "What is written depends on the session that writes it, and what is read on the one that" + " reads it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        Stream<String> columns = at.columns().stream()
                .filter(c -> c.type().base().equals("timestamp"))
                .map(ColumnDef::name);
        Stream<String> changed = at.actions(Action.ChangeType.class)
                .filter(c -> c.type().base().equals("timestamp"))
                .map(Action.ChangeType::column);
        return Stream.concat(columns, changed)
                .map(c -> Hit.of(
                        "The column " + c + " is a timestamp without a zone.", Sql.identifier(c) + " timestamptz"))
                .toList();
    }
}
