package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Backups that others could read.
///
/// Modes of files and rights of buckets are outside the server, so that this is known from records alone.
@AutoService(Rule.class)
public final class BK13 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK13"),
            Severity.HIGH,
            "Backups that others could read",
            """
            A backup holds every row and every password's verifier, without row security and without a log of who
            reads it. Whoever gets the file has the whole database, and nobody notices.""",
            """
            Encrypt the backups with a key that is kept elsewhere, let files be readable by one user and buckets
            private, and record that somebody looked. Every 30 days at least.""",
            "26.3.1 Setting Up WAL Archiving; OWASP Database Security Cheat Sheet");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.BACKUP_PROTECTION, Recorded.VALID_DAYS);
    }
}
