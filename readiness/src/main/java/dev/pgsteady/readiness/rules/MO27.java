package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Monitoring costs much.
///
/// Known from the times by role in `pg_stat_statements`; a role counts as the monitoring's by its name, as for
/// MO26.
@AutoService(Rule.class)
public final class MO27 implements Rule {

    private static final Duration ENOUGH = Duration.ofHours(1);
    private static final double SHARE = 0.01;
    private static final Words WORDS =
            new Words(new RuleId("MO27"), Severity.LOW, "Monitoring costs much", """
            Queries of the monitoring that run every few seconds, read every statement's text or the size of every
            table, slow down what they watch, and most when it is slow already.""", """
            Ask less often for what changes slowly, read pg_stat_statements without its texts (showtext = false),
            and give the monitoring role a statement_timeout.""", "F.30 pg_stat_statements");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, Double> times = facts.live().counters().statementTime();
        List<String> roles = times.keySet().stream().filter(MO26::monitors).toList();
        double all = times.values().stream().mapToDouble(t -> t).sum();
        if (roles.isEmpty()) {
            return new Verdict.Skipped("pg_stat_statements shows no role of a monitoring");
        }
        if (all < ENOUGH.toMillis()) {
            return new Verdict.Skipped("statements have taken less than an hour since the statistics began");
        }
        return Verdict.of(roles.stream()
                .filter(r -> times.getOrDefault(r, 0.0) > SHARE * all)
                .map(this::found)
                .toList());
    }

    private Finding found(String role) {
        return finding(
                Subjects.role(role),
                "more than %.0f of 100 of the time of all statements is role %s's"
                        .formatted(SHARE * 100, Sql.identifier(role)),
                Mend.procedure(words().remedy()),
                0);
    }
}
