package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.readiness.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parent and child written in different transactions.
@AutoService(Rule.class)
public final class TX01 implements Rule {

    private static final long ENOUGH = 100;
    private static final double HARDLY = 0.05;
    private static final double MOSTLY = 0.80;
    private static final Words WORDS = new Words(
            new RuleId("TX01"),
            Severity.HIGH,
            "Parent and child written in different transactions",
            """
            Rows that belong together are committed one after the other. A crash, a timeout or a kill between the
            two commits leaves the first without the second: an account without its workspace, an order without its
            lines.""",
            """
            Write both in one transaction: begin before the first statement, commit after the last, and let every
            error roll both back.""",
            "3.4 Transactions; 13.1 Introduction (MVCC)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<ReferenceSample> told = facts.live().samples().references().stream()
                .filter(s -> s.recent() >= ENOUGH)
                .toList();
        if (told.isEmpty()) {
            Optional<String> hidden = hidden(facts);
            if (hidden.isPresent()) {
                return new Verdict.Unknown(hidden.get());
            }
            return new Verdict.Skipped("no reference has enough new rows to tell from");
        }
        return Verdict.of(told.stream()
                .filter(s -> s.sameCommit() < HARDLY && s.nearCommit() > MOSTLY)
                .map(s -> found(facts, s))
                .toList());
    }

    /// Why nothing is known of references that have rows enough.
    private static Optional<String> hidden(Facts facts) {
        Map<Reference, String> large = new HashMap<>(facts.live().samples().unsampled());
        large.keySet()
                .removeIf(r -> facts.table(r.child())
                        .filter(t -> facts.rows(t) >= ENOUGH)
                        .isEmpty());
        return large.values().stream()
                .min(Comparator.naturalOrder())
                .map(why -> "the rows of %,d references could not be looked at: %s".formatted(large.size(), why));
    }

    private Finding found(Facts facts, ReferenceSample sample) {
        Reference reference = sample.reference();
        String how = sample.byTimestamp() ? "by their commit timestamps" : "by their transaction ids";
        String words = sample.byTimestamp()
                ? "were committed shortly after their row of %s, not with it"
                : "are suspect: written shortly after their row of %s, by another transaction or savepoint";
        return finding(
                        new Subject("table", reference.child().sql()),
                        ("of the newest %,d rows %.0f %% " + words + " (%s)")
                                .formatted(
                                        sample.recent(),
                                        sample.nearCommit() * 100,
                                        reference.parent().sql(),
                                        how),
                        Mend.procedure(
                                "Find the code that inserts into %s and then into %s, and put both into one transaction."
                                        .formatted(
                                                reference.parent().sql(),
                                                reference.child().sql())),
                        facts.table(reference.child()).map(facts::rows).orElse(0L))
                .at(sample.byTimestamp() ? Severity.HIGH : Severity.MEDIUM);
    }
}
