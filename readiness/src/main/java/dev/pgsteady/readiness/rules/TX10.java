package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.RoleSetting;
import java.util.List;

/// Constraints switched off for a role or database.
@AutoService(Rule.class)
public final class TX10 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("TX10"),
            Severity.CRITICAL,
            "Constraints switched off for a role or database",
            """
            With session_replication_role set to replica no foreign key is checked and no ordinary trigger fires.
            Every row that these sessions write may be an orphan, and nothing says so.""",
            """
            Reset it, then look for orphans: validate each foreign key again.""",
            "19.11.1 Statement Behavior, session_replication_role");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<RoleSetting> off = facts.snapshot().cluster().roleSettings().stream()
                .filter(s -> s.name().equals("session_replication_role"))
                .filter(s -> !s.value().equals("origin"))
                .toList();
        return Verdict.of(off.stream()
                .map(s -> finding(
                        RoleSettings.subject(s),
                        "session_replication_role is %s for %s".formatted(s.value(), RoleSettings.whom(s)),
                        Mend.sql(RoleSettings.reset(s)),
                        0))
                .toList());
    }
}
