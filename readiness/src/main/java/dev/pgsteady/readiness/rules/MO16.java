package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Slot;
import dev.pgsteady.readiness.Rule;
import java.util.ArrayList;
import java.util.List;

/// Standby asked for and not there.
///
/// That a standby is wanted is told by `synchronous_standby_names` and by physical slots. Where neither is, nothing
/// says that there should be one.
@AutoService(Rule.class)
public final class MO16 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO16"),
            Severity.MEDIUM,
            "Standby asked for and not there",
            """
            The server was set up for a standby and none is connected. A failover has nowhere to go; with a
            synchronous standby every commit waits for one that does not answer, and a slot without a reader holds
            back WAL.""",
            """
            Start the standby again or build it anew; if there will be none any more, drop its slot and clear
            synchronous_standby_names.""",
            "27.2 Log-Shipping Standby Servers; 19.6.2 Primary Server");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.server().standby()) {
            return new Verdict.Skipped("this server is a standby itself");
        }
        boolean synchronous = facts.setting("synchronous_standby_names")
                .filter(v -> !v.isBlank())
                .isPresent();
        List<Slot> slots = facts.live().slots().stream().filter(Slot::physical).toList();
        if (!synchronous && slots.isEmpty()) {
            return new Verdict.Skipped("no setting and no slot asks for a standby");
        }
        if (!facts.live().standbys().isEmpty() || slots.stream().anyMatch(Slot::active)) {
            return new Verdict.Passed();
        }
        List<Finding> findings = new ArrayList<>();
        slots.forEach(s -> findings.add(found(s)));
        if (synchronous) {
            findings.add(waiting());
        }
        return Verdict.of(findings);
    }

    private Finding found(Slot slot) {
        return finding(
                new Subject("slot", Sql.identifier(slot.name())),
                "no standby uses the slot, and none is connected",
                Mend.procedure("Start its standby, or if it is gone for good: SELECT pg_drop_replication_slot(%s);"
                        .formatted(Sql.literal(slot.name()).strip())),
                0);
    }

    private Finding waiting() {
        return finding(
                Subjects.setting("synchronous_standby_names"),
                "a synchronous standby is named and none is connected, so commits wait",
                Mend.procedure(words().remedy()),
                0);
    }
}
