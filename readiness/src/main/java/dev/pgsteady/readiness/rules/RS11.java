package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Gap in the archive of WAL.
@AutoService(Rule.class)
public final class RS11 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS11"),
            Severity.CRITICAL,
            "Gap in the archive of WAL",
            """
            A restore replays WAL file after file and stops at the first that is missing. All backups before the gap
            lead no further than the gap.""",
            """
            Take a new base backup at once, then find out what made the gap.""",
            "26.3 Continuous Archiving and Point-in-Time Recovery");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("archive_mode", "off")) {
            return new Verdict.Skipped("archive_mode is off");
        }
        return Recorded.newestPassed(this, facts, Evidence.Kind.POINT_IN_TIME_DRILL);
    }
}
