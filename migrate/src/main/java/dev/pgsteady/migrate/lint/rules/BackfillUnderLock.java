package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// UPDATE or DELETE after DDL in one transaction.
@AutoService(LintRule.class)
public final class BackfillUnderLock implements LintRule {
    private static final Words WORDS = new Words(
            "backfill-under-lock",
            Severity.HIGH,
            Cost.WRITES,
            "Rows are changed in the transaction that changed the schema",
            "The locks of the DDL are held until every row is written, so everybody waits for the" + " data move.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Rows rows) || !at.busy(rows.table())) {
            return List.of();
        }
        boolean locked = at.together().stream()
                .anyMatch(s -> s.exclusive() && s.tables().stream().anyMatch(t -> at.busy(t)));
        return locked
                ? List.of(Hit.on(
                        rows.table(),
                        "Rows of " + rows.table() + " are changed while the locks of the DDL before are held.",
                        "Put it into a migration of its own, in batches that commit in between."))
                : List.of();
    }
}
