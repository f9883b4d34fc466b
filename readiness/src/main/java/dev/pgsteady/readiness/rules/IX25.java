package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Statement that has become slower.
@AutoService(Rule.class)
public final class IX25 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX25"),
            Severity.MEDIUM,
            "Statement that has become slower",
            """
            A statement whose mean time has doubled mostly has another plan: the statistics changed, a table
            outgrew its index, a prepared statement went over to a generic plan. It shows first in the statistics
            and last in complaints.""",
            """
            Compare pg_stat_statements with what was recorded a week before, EXPLAIN what became slower, and mend
            the statistics or the index that it has lost.""",
            "F.32 pg_stat_statements");

    /// Comparing with the week before is a matter of days.
    private static final long DAYS = 7;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.STATEMENT_TIMES, DAYS);
    }
}
