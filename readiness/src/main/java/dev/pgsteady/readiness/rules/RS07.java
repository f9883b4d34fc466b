package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Roles and configuration are not in the restore.
///
/// Whether they come back shows in a drill alone.
@AutoService(Rule.class)
public final class RS07 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS07"),
            Severity.MEDIUM,
            "Roles and configuration are not in the restore",
            """
            After the restore nobody gets in: roles and passwords are in no dump of one database, and in many
            systems postgresql.conf, pg_hba.conf and the certificates lie outside the data directory, so in no base
            backup either.""",
            """
            Keep the configuration files and pg_dumpall --globals-only with the backups, let the drill restore them
            and log in as the application does, and record it. Every 30 days at least.""",
            "26.1.2 Using pg_dumpall; 19.2 File Locations");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.RESTORED_CONFIGURATION, Recorded.VALID_DAYS);
    }
}
