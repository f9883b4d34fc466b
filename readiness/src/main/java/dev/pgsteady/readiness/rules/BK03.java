package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Archiving of WAL is failing.
@AutoService(Rule.class)
public final class BK03 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK03"),
            Severity.CRITICAL,
            "Archiving of WAL is failing",
            """
            The server keeps every WAL file until it is archived. While archiving fails, the archive has a hole that
            no restore gets past, and the disk fills until the server stops.""",
            """
            Read the server's log for the archive command's error, run the command by hand, and mend it; archiving
            goes on by itself.""",
            "28.2.12 pg_stat_archiver; 26.3.1 Setting Up WAL Archiving");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("archive_mode", "off")) {
            return new Verdict.Skipped("archive_mode is off");
        }
        return facts.live()
                .archiver()
                .map(a -> a.failingNow() ? Verdict.of(List.of(found())) : new Verdict.Passed())
                .orElseGet(() -> new Verdict.Unknown("pg_stat_archiver is not visible to this role"));
    }

    private Finding found() {
        return finding(
                Subjects.setting("archive_command"),
                "the last attempt to archive a WAL file failed, and none has succeeded since",
                Mend.procedure(words().remedy()),
                0);
    }
}
