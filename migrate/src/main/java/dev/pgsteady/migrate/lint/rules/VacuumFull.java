package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// VACUUM FULL or CLUSTER.
@AutoService(LintRule.class)
public final class VacuumFull implements LintRule {
    private static final Words WORDS = new Words(
            "vacuum-full",
            Severity.HIGH,
            Cost.WRITES,
            "A table is packed while everybody waits",
            "VACUUM FULL and CLUSTER write the table anew under an ACCESS EXCLUSIVE lock: nobody can" + " even read.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Vacuum vacuum) || !vacuum.rewrites()) {
            return List.of();
        }
        String what = (vacuum.word().equals("cluster") ? "CLUSTER" : "VACUUM FULL") + " writes tables anew.";
        String instead = "pg_repack or pg_squeeze do it beside others; plain VACUUM is enough for most tables.";
        return vacuum.tables().isEmpty()
                ? List.of(Hit.of(what, instead))
                : vacuum.tables().stream().map(t -> Hit.on(t, what, instead)).toList();
    }
}
