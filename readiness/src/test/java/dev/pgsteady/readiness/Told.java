package dev.pgsteady.readiness;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import java.util.function.Function;

/// A rule that does as it is told.
record Told(String id, Function<Facts, Verdict> judge) implements Rule {
    @Override
    public Words words() {
        return new Words(new RuleId(id), Severity.HIGH, "title of " + id, "reason", "remedy", "manual");
    }

    @Override
    public Verdict judge(Facts facts) {
        return judge.apply(facts);
    }

    /// Never comes back.
    @SuppressWarnings("InfiniteRecursion")
    static Verdict forever(Facts facts) {
        return forever(facts) instanceof Verdict.Passed passed ? passed : forever(facts);
    }
}
