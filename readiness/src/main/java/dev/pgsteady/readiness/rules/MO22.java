package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.TableUse;
import java.util.ArrayList;
import java.util.List;

/// Memory and WAL sized for a toy.
@AutoService(Rule.class)
public final class MO22 implements Rule {

    private static final long LARGE = 1L << 30;
    private static final Words WORDS = new Words(
            new RuleId("MO22"),
            Severity.MEDIUM,
            "Memory and WAL sized for a toy",
            """
            The defaults let the server start on the smallest machine: 128 MB of cache, and a checkpoint for every
            gigabyte of WAL. A database that has outgrown them reads from disk what could be in memory.""",
            """
            Set shared_buffers to a quarter of the machine's memory and max_wal_size to what is written in half an
            hour.""",
            "19.4 Resource Consumption; 30.5 WAL Configuration");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        long bytes = facts.snapshot().statistics().tables().values().stream()
                .mapToLong(TableUse::bytes)
                .sum();
        if (bytes < LARGE) {
            return new Verdict.Skipped("the tables are smaller than 1 GB");
        }
        List<Finding> findings = new ArrayList<>();
        add(facts, findings, "shared_buffers", "16384");
        add(facts, findings, "max_wal_size", "1024");
        return Verdict.of(findings);
    }

    private void add(Facts facts, List<Finding> findings, String setting, String byDefault) {
        facts.setting(setting)
                .filter(byDefault::equals)
                .ifPresent(v -> findings.add(finding(
                                Subjects.setting(setting),
                                "%s is at its default while the tables take more than 1 GB".formatted(setting),
                                setting.equals("shared_buffers")
                                        ? Adjust.restart(setting, "1GB")
                                        : Adjust.reload(setting, "4GB"),
                                0)
                        .at(setting.equals("shared_buffers") ? Severity.MEDIUM : Severity.LOW)));
    }
}
