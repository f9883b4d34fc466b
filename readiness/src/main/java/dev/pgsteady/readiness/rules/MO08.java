package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;

/// Connections nearly used up.
@AutoService(Rule.class)
public final class MO08 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO08"), Severity.HIGH, "Connections nearly used up", """
            When max_connections is reached the next client gets an error, the administrator's too beyond the
            reserved few. Each connection is a process; raising the limit only moves the wall.""", """
            Put a pooler in front or make the applications' pools smaller; find the sessions that are idle and why.""", "19.3.1 Connection Settings");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Optional<Long> most = facts.setting("max_connections").map(Long::parseLong);
        if (most.isEmpty()) {
            return Hidden.bySetting(facts, "max_connections", v -> List.of());
        }
        long reserved = facts.setting("superuser_reserved_connections")
                        .map(Long::parseLong)
                        .orElse(0L)
                + facts.setting("reserved_connections").map(Long::parseLong).orElse(0L);
        long usable = Math.max(1, most.get() - reserved);
        long used = facts.live().sessions().size() * 100L / usable;
        return used < 80
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                                Subjects.setting("max_connections"),
                                "more than %d %% of the %,d connections for ordinary roles are taken"
                                        .formatted(used >= 90 ? 90 : 80, usable),
                                Mend.procedure(words().remedy()),
                                0)
                        .at(used >= 90 ? Severity.HIGH : Severity.MEDIUM)));
    }
}
