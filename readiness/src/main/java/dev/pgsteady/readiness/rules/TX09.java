package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Commits that a crash may undo.
@AutoService(Rule.class)
public final class TX09 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("TX09"), Severity.HIGH, "Commits that a crash may undo", """
            With synchronous_commit off the server answers "committed" before anything is on disk. A crash loses the
            last moments of transactions that the application has already told its users of.""", """
            Leave it on for the server and its roles, and turn it off inside single transactions that can be lost.""", "30.4 Asynchronous Commit");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.snapshot().cluster().roleSettings().stream()
                .filter(s -> s.name().equals("synchronous_commit") && off(s.value()))
                .forEach(s -> findings.add(finding(
                        RoleSettings.subject(s),
                        "synchronous_commit is off for %s".formatted(RoleSettings.whom(s)),
                        Mend.sql(RoleSettings.reset(s)),
                        0)));
        Optional<Setting> global =
                Optional.ofNullable(facts.snapshot().cluster().settings().get("synchronous_commit"));
        global.filter(s -> off(s.value())
                        && !Set.of("database", "user", "database user", "session", "client")
                                .contains(s.source()))
                .ifPresent(s -> findings.add(finding(
                        Subjects.setting("synchronous_commit"),
                        "synchronous_commit is off for the whole server",
                        Adjust.reload("synchronous_commit", "on"),
                        0)));
        return Verdict.of(findings);
    }

    private static boolean off(String value) {
        return Set.of("off", "false", "no", "0").contains(value.toLowerCase(Locale.ROOT));
    }
}
