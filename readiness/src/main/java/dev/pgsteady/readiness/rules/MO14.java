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
import java.util.Set;

/// Unused replication slot holds back WAL.
@AutoService(Rule.class)
public final class MO14 implements Rule {

    private static final long GIB = 1L << 30;
    private static final Words WORDS = new Words(
            new RuleId("MO14"),
            Severity.CRITICAL,
            "Unused replication slot holds back WAL",
            """
            A slot keeps WAL until its reader has taken it. When the reader is gone for good the files pile up until
            the disk is full and the server stops.""",
            """
            Drop the slot if nobody will come back for it, and set max_slot_wal_keep_size so that no slot can fill
            the disk.""",
            "26.2.6 Replication Slots");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        boolean bounded = facts.setting("max_slot_wal_keep_size")
                .filter(v -> !v.equals("-1"))
                .isPresent();
        return Verdict.of(facts.live().slots().stream()
                .filter(s -> (!s.active() && s.retainedBytes() > GIB)
                        || Set.of("unreserved", "lost").contains(s.walStatus()))
                .map(s -> found(s, bounded))
                .toList());
    }

    private Finding found(Slot slot, boolean bounded) {
        String drop = "SELECT pg_drop_replication_slot(%s);"
                .formatted(Sql.literal(slot.name()).strip());
        if (slot.walStatus().equals("lost")) {
            return finding(
                            new Subject("slot", Sql.identifier(slot.name())),
                            "the slot has lost the WAL that its reader needs",
                            Mend.review(drop),
                            0)
                    .at(Severity.MEDIUM);
        }
        return finding(
                        new Subject("slot", Sql.identifier(slot.name())),
                        "the slot is %s and holds back more than %d GB of WAL%s"
                                .formatted(
                                        slot.active() ? "behind" : "not in use",
                                        Long.highestOneBit(Math.max(1, slot.retainedBytes() / GIB)),
                                        bounded ? "" : ", without a limit"),
                        Mend.review(drop),
                        slot.retainedBytes() / GIB)
                .at(bounded ? Severity.HIGH : Severity.CRITICAL);
    }
}
