package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Setting waits for a restart.
@AutoService(Rule.class)
public final class MO23 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO23"), Severity.MEDIUM, "Setting waits for a restart", """
            The file says one thing and the server does another. At the next restart, perhaps after a crash in the
            night, the server comes up with a value that nobody has tried.""", """
            Restart in a planned window, or take the change back.""", "53.24 pg_settings");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.snapshot().cluster().settings().entrySet().stream()
                .filter(e -> e.getValue().pendingRestart())
                .map(e -> finding(
                        Subjects.setting(e.getKey()),
                        "%s was changed and waits for a restart".formatted(e.getKey()),
                        Mend.procedure("Restart the server in a planned window."),
                        0))
                .toList());
    }
}
