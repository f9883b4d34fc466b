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

/// Foreign key between columns of different types.
@AutoService(Rule.class)
public final class CN04 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN04"),
            Severity.MEDIUM,
            "Foreign key between columns of different types",
            """
            Every check of the constraint and every join over it has to convert one side. Where no operator
            compares the two types directly, the index on the converted side is not used; and one side can hold
            values that the other cannot.""",
            """
            Give the referencing column the type of the key that it refers to. Changing a type rewrites the
            table under an exclusive lock: on a large table add a new column, fill it in batches and swap.""",
            "5.5.5 Foreign Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.once(KeyPair.class, KeyPair::declared).stream()
                .filter(p -> p.differs(facts) && !p.outgrown(facts))
                .map(p -> found(facts, p))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, KeyPair pair) {
        long rows = facts.rows(pair.table());
        Finding finding = finding(
                About.constraint(pair.table(), pair.key().name()),
                "%s is %s, but refers to %s.%s, which is %s"
                        .formatted(
                                Sql.identifier(pair.column().name()),
                                pair.column().type().sql(),
                                pair.parent().name().sql(),
                                Sql.identifier(pair.target().name()),
                                pair.target().type().sql()),
                pair.widen(),
                rows);
        return pair.wider(facts) ? finding.at(Severity.LOW) : finding;
    }
}
