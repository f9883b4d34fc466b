package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Index that another one repeats.
@AutoService(Rule.class)
public final class IX03 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX03"),
            Severity.MEDIUM,
            "Index that another one repeats",
            """
            Both indexes answer the same queries. The second costs disk and memory, makes each write slower and
            takes its turn in every VACUUM, for nothing.""",
            """
            Drop the one that is named here: no constraint needs it, and the other one does all that it does.""",
            "11.12 Examining Index Usage");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.once(Redundancy.class, Redundancy::all).stream()
                .filter(Redundancy::exact)
                .map(r -> found(facts, r))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Redundancy r) {
        String drop = Mend.dropIndex(r.table(), r.redundant().name());
        boolean plain = !r.redundant().unique() && r.table().kind() != Table.Kind.PARTITIONED;
        return finding(
                About.index(r.redundant().name()),
                "%s on %s is the same%s"
                        .formatted(
                                r.keep().name().sql(),
                                r.table().name().sql(),
                                r.keep()
                                        .constraint()
                                        .map(c -> " and belongs to the constraint " + Sql.identifier(c))
                                        .orElse("")),
                plain ? Mend.sql(drop) : Mend.review(drop),
                r.bytes(facts));
    }
}
