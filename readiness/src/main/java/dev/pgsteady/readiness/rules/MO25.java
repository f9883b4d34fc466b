package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Nobody counts the errors in the server's log.
///
/// The log is read outside SQL, so that this is known from records alone.
@AutoService(Rule.class)
public final class MO25 implements Rule {

    private static final long DAYS = 7;
    private static final Words WORDS = new Words(
            new RuleId("MO25"),
            Severity.MEDIUM,
            "Nobody counts the errors in the server's log",
            """
            A PANIC that the server recovered from, logins that fail a thousand times a night, a disk's read error:
            each stands in the log first, and often nowhere else.""",
            """
            Count FATAL, PANIC and failed logins (SQLSTATE 28P01, 28000) in the log each day, be told when they are
            more than usual, and record it. Every 7 days at least.""",
            "19.8 Error Reporting and Logging; Appendix A PostgreSQL Error Codes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.LOG_ERRORS, DAYS);
    }
}
