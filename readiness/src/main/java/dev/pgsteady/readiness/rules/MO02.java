package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Statements are thrown out of the statistics.
@AutoService(Rule.class)
public final class MO02 implements Rule {

    private static final long MANY = 100;
    private static final Words WORDS = new Words(
            new RuleId("MO02"),
            Severity.LOW,
            "Statements are thrown out of the statistics",
            """
            pg_stat_statements holds a fixed number of statements and throws the rarest out. When it does so all the
            time, the figures are of what happened to stay.""",
            """
            Raise pg_stat_statements.max, or let the application use parameters in place of literals in lists.""",
            "F.30 pg_stat_statements, pg_stat_statements_info");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Statements statements = facts.live().statements();
        if (!statements.loaded() || !statements.installed()) {
            return new Verdict.Skipped("pg_stat_statements is not in use");
        }
        return statements
                .evictions()
                .map(n -> n < MANY ? new Verdict.Passed() : Verdict.of(List.of(found())))
                .orElseGet(() -> new Verdict.Unknown("pg_stat_statements_info cannot be read by this role"));
    }

    private Finding found() {
        return finding(
                Subjects.setting("pg_stat_statements.max"),
                "statements were thrown out more than %,d times since the statistics began".formatted(MANY),
                Adjust.restart("pg_stat_statements.max", "20000"),
                0);
    }
}
