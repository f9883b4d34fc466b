package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Archiver;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;

/// Archive lags behind the server.
///
/// Known from `pg_stat_archiver` and the present place in WAL. An hour is allowed, or twice archive_timeout where
/// somebody chose more. A server that writes nothing has nothing to archive.
@AutoService(Rule.class)
public final class BK06 implements Rule {

    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    /// Less than this is what a server without users writes.
    private static final long QUIET = 64 * 1024;
    private static final Words WORDS = new Words(
            new RuleId("BK06"),
            Severity.HIGH,
            "Archive lags behind the server",
            """
            A WAL file is archived when it is full. On a server that writes little that takes hours, and all that
            was written since the last full one is lost with the machine.""",
            """
            Set archive_timeout to what may be lost, one to five minutes for most; a file that is closed early costs
            its whole size in the archive unless that compresses.""",
            "26.3.1 Setting Up WAL Archiving; 19.5.3 Archiving");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("archive_mode", "off")) {
            return new Verdict.Skipped("archive_mode is off");
        }
        if (facts.server().standby()) {
            return new Verdict.Skipped("a standby leaves archiving to its primary");
        }
        if (BK02.streamed(facts)) {
            return new Verdict.Skipped("a program receives WAL as it is written");
        }
        return facts.live()
                .archiver()
                .map(archiver -> judge(facts, archiver))
                .orElseGet(() -> new Verdict.Unknown("pg_stat_archiver is not visible to this role"));
    }

    private Verdict judge(Facts facts, Archiver archiver) {
        if (archiver.failingNow()) {
            return new Verdict.Skipped("archiving is failing, as BK03 says");
        }
        Optional<Long> unarchived = facts.live().counters().unarchivedWal();
        if (archiver.lastArchivedSeconds().isEmpty() || unarchived.isEmpty()) {
            return new Verdict.Unknown("no WAL file has been archived since the statistics began");
        }
        long age = archiver.lastArchivedSeconds().get();
        boolean late = age > allowed(facts) && unarchived.get() > QUIET;
        return late ? Verdict.of(List.of(found(age))) : new Verdict.Passed();
    }

    private static long allowed(Facts facts) {
        long timeout = facts.setting("archive_timeout").map(Long::parseLong).orElse(0L);
        return Math.max(HOUR, 2 * timeout);
    }

    private Finding found(long age) {
        return finding(
                        Subjects.setting("archive_timeout"),
                        "the last WAL file was archived more than %s ago, and the server has written since"
                                .formatted(age > DAY ? "a day" : "an hour"),
                        Adjust.propose("archive_timeout", "5min"),
                        0)
                .at(age > DAY ? Severity.HIGH : Severity.MEDIUM);
    }
}
