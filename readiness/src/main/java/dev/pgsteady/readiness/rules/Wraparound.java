package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// How far ids of 32 bits, compared on a circle, are used up.
final class Wraparound {
    private static final long HALF_CIRCLE = 1L << 31;

    private Wraparound() {}

    /// Fails from a half on, and critically from three quarters.
    static Verdict judge(Rule rule, Facts facts, long age, String what) {
        if (age * 2 < HALF_CIRCLE) {
            return new Verdict.Passed();
        }
        boolean close = age * 4 >= HALF_CIRCLE * 3;
        return Verdict.of(List.of(rule.finding(
                        Subjects.database(facts),
                        "more than %d %% of the %s are used up".formatted(close ? 75 : 50, what),
                        Mend.review("VACUUM (FREEZE);"),
                        age)
                .at(close ? Severity.CRITICAL : Severity.HIGH)));
    }
}
