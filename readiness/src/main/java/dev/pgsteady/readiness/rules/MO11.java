package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;

/// Autovacuum is switched off.
@AutoService(Rule.class)
public final class MO11 implements Rule {

    private static final long LARGE = 10_000;
    private static final Words WORDS = new Words(
            new RuleId("MO11"), Severity.HIGH, "Autovacuum is switched off", """
            Dead rows pile up, statistics grow stale, the visibility map stays empty, and transaction ids run
            towards their end. What was saved in small pieces is paid back in one emergency vacuum.""", """
            Switch it on; where it gets in the way make it gentler (cost limits, thresholds) on that table.""", "25.1.6 The Autovacuum Daemon");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (String setting : List.of("autovacuum", "track_counts")) {
            if (facts.settingIs(setting, "off")) {
                findings.add(finding(
                        Subjects.setting(setting),
                        "%s is off for the whole server".formatted(setting),
                        Adjust.reload(setting, "on"),
                        Long.MAX_VALUE));
            }
        }
        facts.tables().stream()
                .filter(t -> t.options().stream().anyMatch(o -> o.matches("autovacuum_enabled=(false|off|no|0)")))
                .map(t -> found(facts, t))
                .forEach(findings::add);
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        return finding(
                        About.table(table),
                        "autovacuum is off for it, with about %,d rows in it".formatted(rows),
                        Mend.sql("ALTER TABLE %s RESET (autovacuum_enabled);"
                                .formatted(table.name().sql())),
                        rows)
                .at(rows > LARGE ? Severity.HIGH : Severity.MEDIUM);
    }
}
