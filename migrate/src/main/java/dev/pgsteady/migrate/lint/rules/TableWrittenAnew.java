package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// SET TABLESPACE, SET LOGGED and their kin.
@AutoService(LintRule.class)
public final class TableWrittenAnew implements LintRule {
    private static final Words WORDS = new Words(
            "table-written-anew",
            Severity.HIGH,
            Cost.WRITES,
            "A table is written anew in another place or form",
            "Every row is copied under an ACCESS EXCLUSIVE lock.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.Store.class)
                .filter(s -> at.busy(at.table()))
                .map(s -> Hit.on(
                        at.table(),
                        s.words() + " writes " + at.table() + " anew.",
                        "Make a new table beside it and move the rows in batches, or take a time when nobody uses it."))
                .toList();
    }
}
