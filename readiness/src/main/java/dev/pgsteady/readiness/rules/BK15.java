package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Backups without roles and their settings.
///
/// What a backup holds is outside the server, so that this is known from records alone; a base backup holds it
/// always.
@AutoService(Rule.class)
public final class BK15 implements Rule {

    private static final long DAYS = 7;
    private static final Words WORDS = new Words(
            new RuleId("BK15"),
            Severity.HIGH,
            "Backups without roles and their settings",
            """
            pg_dump writes one database. Roles, their passwords and memberships, tablespaces and what ALTER ROLE ...
            SET says belong to the server and are in no such file: a restore stops at the first GRANT to a role that
            is not there.""",
            """
            Run pg_dumpall --globals-only beside every pg_dump, or take base backups, which hold the whole server;
            record it. Every 7 days at least.""",
            "26.1.2 Using pg_dumpall");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.GLOBALS, DAYS);
    }
}
