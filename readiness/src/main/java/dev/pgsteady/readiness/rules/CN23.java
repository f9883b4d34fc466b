package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Foreign key narrower than the key it refers to.
@AutoService(Rule.class)
public final class CN23 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN23"),
            Severity.HIGH,
            "Foreign key narrower than the key it refers to",
            """
            The key can grow past what the referencing column can hold. On that day inserting a child of the
            newest parent fails with "integer out of range", on the busiest table first, and the repair rewrites
            that table under an exclusive lock.""",
            """
            Widen the referencing column before the key gets there: on a large table add a bigint column, keep
            it filled by a trigger, copy in batches and swap.""",
            "8.1 Numeric Types");

    private static final long LARGE = 10_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.once(KeyPair.class, KeyPair::declared).stream()
                .filter(p -> p.outgrown(facts))
                .map(p -> found(facts, p))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, KeyPair pair) {
        long rows = Math.max(facts.rows(pair.table()), facts.rows(pair.parent()));
        return finding(
                        About.constraint(pair.table(), pair.key().name()),
                        "%s is %s, but refers to %s.%s, which is %s; the larger table has %s"
                                .formatted(
                                        Sql.identifier(pair.column().name()),
                                        pair.column().type().sql(),
                                        pair.parent().name().sql(),
                                        Sql.identifier(pair.target().name()),
                                        pair.target().type().sql(),
                                        About.rows(rows)),
                        pair.widen(),
                        rows)
                .at(rows > LARGE ? Severity.HIGH : rows > 0 ? Severity.MEDIUM : Severity.LOW);
    }
}
