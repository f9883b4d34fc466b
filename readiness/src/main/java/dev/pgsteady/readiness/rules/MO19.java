package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Sorts and hashes go through the disk.
///
/// Known from `pg_stat_database`, as a mean over the days since the statistics began. Building an index or a
/// nightly report writes some.
@AutoService(Rule.class)
public final class MO19 implements Rule {

    private static final long GIB = 1L << 30;
    private static final long GIGABYTES = 10;
    private static final Words WORDS = new Words(
            new RuleId("MO19"),
            Severity.LOW,
            "Sorts and hashes go through the disk",
            """
            What does not fit into work_mem is written to temporary files and read back. That costs the disk that
            everybody else waits for, and one bad query can fill it.""",
            """
            Set log_temp_files to find the statements, give them an index or less to sort, and raise work_mem for
            the roles that need it (ALTER ROLE ... SET); limit the rest by temp_file_limit.""",
            "19.4.1 Memory; 19.4.2 Disk; 28.2.16 pg_stat_database");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        DatabaseUse use = facts.snapshot().statistics().database();
        Instant since = use.statisticsReset().orElse(facts.server().started());
        double days = Math.max(1, Duration.between(since, facts.server().at()).toHours() / 24.0);
        return use.temporaryBytes() / days < GIGABYTES * GIB
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.setting("work_mem"),
                        "more than %d GB of temporary files a day since the statistics began".formatted(GIGABYTES),
                        Mend.procedure(words().remedy()),
                        0)));
    }
}
