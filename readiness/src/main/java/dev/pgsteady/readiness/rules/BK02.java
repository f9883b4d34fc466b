package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// WAL is not archived.
@AutoService(Rule.class)
public final class BK02 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK02"),
            Severity.HIGH,
            "WAL is not archived",
            """
            Without an archive of WAL a restore ends at the last base backup: everything since is lost, and there is
            no way back to the minute before a mistake.""",
            """
            Set archive_mode = on with an archive_command or archive_library that keeps each file twice, or stream
            WAL with pg_receivewal.""",
            "26.3 Continuous Archiving and Point-in-Time Recovery");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.server().standby()) {
            return new Verdict.Skipped("a standby leaves archiving to its primary");
        }
        return Hidden.bySetting(facts, "archive_mode", mode -> judge(facts, mode));
    }

    private List<Finding> judge(Facts facts, String mode) {
        if (facts.settingIs("wal_level", "minimal")) {
            return List.of(finding(
                    Subjects.setting("wal_level"),
                    "wal_level is minimal: no base backup can be taken while the server runs",
                    Adjust.restart("wal_level", "replica"),
                    0));
        }
        return mode.equals("off") && !streamed(facts) ? List.of(unarchived(facts)) : List.of();
    }

    /// Whether a program takes WAL to an archive as it is written.
    static boolean streamed(Facts facts) {
        return facts.live().standbys().stream()
                .anyMatch(s -> s.application().matches("pg_receivewal|pgsteady.*|barman_receive_wal|.*receive-?wal.*"));
    }

    private Finding unarchived(Facts facts) {
        boolean claimed =
                facts.evidence().newest(Evidence.Kind.POINT_IN_TIME_DRILL).isPresent();
        return finding(
                        Subjects.setting("archive_mode"),
                        claimed
                                ? "archive_mode is off, though point-in-time restores have been tried"
                                : "archive_mode is off and nobody receives WAL: a restore ends at the last base backup",
                        Adjust.restart("archive_mode", "on"),
                        0)
                .at(claimed ? Severity.HIGH : Severity.MEDIUM);
    }
}
