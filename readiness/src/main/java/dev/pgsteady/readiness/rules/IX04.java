package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Index that a longer one makes superfluous.
@AutoService(Rule.class)
public final class IX04 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX04"),
            Severity.LOW,
            "Index that a longer one makes superfluous",
            """
            A btree index on (a, b) serves every search by a alone. The shorter index costs its share of each
            write; what it has over the longer one is only that it is smaller.""",
            """
            Drop the shorter one, unless a very hot query scans large parts of it and gains from its size.""",
            "11.3 Multicolumn Indexes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.once(Redundancy.class, Redundancy::all).stream()
                .filter(r -> !r.exact())
                .map(r -> found(facts, r))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Redundancy r) {
        return finding(
                About.index(r.redundant().name()),
                "%s on %s begins with the same columns"
                        .formatted(r.keep().name().sql(), r.table().name().sql()),
                Mend.review(Mend.dropIndex(r.table(), r.redundant().name())),
                r.bytes(facts));
    }
}
