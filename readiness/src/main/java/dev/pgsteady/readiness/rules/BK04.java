package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// WAL waits to be archived.
///
/// Known from `pg_ls_archive_statusdir()`, which members of pg_monitor may call. A burst of a few files is how
/// archiving works.
@AutoService(Rule.class)
public final class BK04 implements Rule {

    private static final long SOME = 32;
    private static final long MANY = 128;
    private static final Words WORDS = new Words(
            new RuleId("BK04"),
            Severity.HIGH,
            "WAL waits to be archived",
            """
            A WAL file that was not archived yet is lost with this machine, and it stays on its disk until it is.
            When the archive takes the files more slowly than the server writes them, both grow until the disk is
            full and the server stops.""",
            """
            Find out what slows the archive command down: run it in parallel (most backup tools can), compress with
            several cores, choose a nearer target; and have the number of waiting files watched.""",
            "26.3.1 Setting Up WAL Archiving; 9.27.9 Generic File Access Functions");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("archive_mode", "off")) {
            return new Verdict.Skipped("archive_mode is off");
        }
        if (facts.server().standby() && !facts.settingIs("archive_mode", "always")) {
            return new Verdict.Skipped("a standby leaves archiving to its primary");
        }
        return facts.live()
                .counters()
                .waitingWal()
                .map(files -> files < SOME ? new Verdict.Passed() : Verdict.of(List.of(found(files))))
                .orElseGet(() ->
                        new Verdict.Unknown("how many WAL files wait is not visible to this role; GRANT pg_monitor TO "
                                + Subjects.role(facts.server().role()).name() + " shows it"));
    }

    private Finding found(long files) {
        return finding(
                        Subjects.setting("archive_command"),
                        "more than %d WAL files wait to be archived".formatted(files < MANY ? SOME : MANY),
                        Mend.procedure(words().remedy()),
                        0)
                .at(files < MANY ? Severity.MEDIUM : Severity.HIGH);
    }
}
