package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// The log does not tell what is needed after an incident.
@AutoService(Rule.class)
public final class MO03 implements Rule {

    private record Wanted(String setting, String off, String value, Severity severity) {}

    private static final List<Wanted> WANTED = List.of(
            new Wanted("log_min_duration_statement", "-1", "1s", Severity.MEDIUM),
            new Wanted("log_lock_waits", "off", "on", Severity.MEDIUM),
            new Wanted("track_io_timing", "off", "on", Severity.LOW),
            new Wanted("log_checkpoints", "off", "on", Severity.LOW),
            new Wanted("log_temp_files", "-1", "10MB", Severity.LOW),
            new Wanted("log_autovacuum_min_duration", "-1", "10s", Severity.LOW));
    private static final Words WORDS = new Words(
            new RuleId("MO03"),
            Severity.MEDIUM,
            "The log does not tell what is needed after an incident",
            """
            Slow statements, waits for locks, sorts on disk and vacuum runs are written down only when asked for.
            After the incident it is too late to ask.""",
            """
            Turn on the lines of the log that cost next to nothing; a reload is enough.""",
            "19.8 Error Reporting and Logging; 28.4 Monitoring Disk Usage");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.setting("log_lock_waits").isEmpty()) {
            return Hidden.bySetting(facts, "log_lock_waits", v -> List.of());
        }
        boolean slowLogged = facts.setting("auto_explain.log_min_duration")
                        .filter(v -> !v.equals("-1"))
                        .isPresent()
                || facts.setting("log_min_duration_sample")
                        .filter(v -> !v.equals("-1"))
                        .isPresent();
        return Verdict.of(WANTED.stream()
                .filter(w -> facts.settingIs(w.setting(), w.off()))
                .filter(w -> !(slowLogged && w.setting().equals("log_min_duration_statement")))
                .map(w -> finding(
                                Subjects.setting(w.setting()),
                                "%s is %s".formatted(w.setting(), w.off()),
                                Adjust.reload(w.setting(), w.value()),
                                0)
                        .at(w.severity()))
                .toList());
    }
}
