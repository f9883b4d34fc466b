package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Table whose statistics are missing or stale.
@AutoService(Rule.class)
public final class IX20 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX20"),
            Severity.MEDIUM,
            "Table whose statistics are missing or stale",
            """
            The planner guesses how many rows a condition leaves from a sample that ANALYZE takes. Without one,
            or with one from before most rows were written, it picks plans that are wrong by orders of
            magnitude, and queries that were fast become slow overnight.""",
            """
            Run ANALYZE; it takes no lock that anyone notices. Then find out why autovacuum did not: it is off,
            it is too slow for the table, or the table is a partitioned parent, which it never analyzes.""",
            "25.1.3 Updating Planner Statistics");

    private static final long SMALL = 1_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : facts.roots()) {
            fault(facts, table).ifPresent(f -> findings.add(found(facts, table, f)));
        }
        return Verdict.of(findings);
    }

    private static Optional<String> fault(Facts facts, Table table) {
        if (facts.rows(table) < SMALL) {
            return Optional.empty();
        }
        if (table.kind() == Table.Kind.PARTITIONED) {
            List<Table> leaves =
                    facts.leaves(table).filter(l -> facts.rows(l) >= SMALL).toList();
            long bad = leaves.stream().filter(l -> state(facts, l).isPresent()).count();
            return bad > 0
                    ? Optional.of(
                            "%d of its partitions were never analyzed or are mostly rewritten since".formatted(bad))
                    : facts.use(table).rows() < 0 && facts.use(table).columns().isEmpty()
                            ? Optional.of("the partitioned table itself was never analyzed")
                            : Optional.empty();
        }
        return state(facts, table);
    }

    private static Optional<String> state(Facts facts, Table table) {
        TableUse use = facts.use(table);
        if (use.rows() < 0 && use.columns().isEmpty() && use.lastAnalyze().isEmpty()) {
            return Optional.of("it was never analyzed");
        }
        return use.modifiedSinceAnalyze() > Math.max(SMALL, facts.rows(table) / 5)
                ? Optional.of("more than a fifth of its rows were written since it was last analyzed")
                : Optional.empty();
    }

    private Finding found(Facts facts, Table table, String fault) {
        long rows = facts.rows(table);
        return finding(
                About.table(table),
                "%s; it has %s".formatted(fault, About.rows(rows)),
                Mend.sql("ANALYZE %s;".formatted(table.name().sql())),
                rows);
    }
}
