package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.PlanSampler;
import dev.pgsteady.readiness.Samples.StatementPlan;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Verdicts over the plans of the main statements.
final class MainQueries {
    private MainQueries() {}

    /// Judges the plans; unknown where nobody knows the main statements or how they run.
    static Verdict judge(Facts facts, Function<List<StatementPlan>, List<Finding>> judge) {
        Statements statements = facts.live().statements();
        if (!statements.installed()) {
            return new Verdict.Unknown(
                    "pg_stat_statements is not installed in this database, so that nobody knows its main queries");
        }
        if (!statements.loaded()) {
            return new Verdict.Unknown(
                    "pg_stat_statements is not loaded by the server, so that nobody knows the main queries");
        }
        if (statements.main().isEmpty()) {
            return new Verdict.Unknown(
                    "pg_stat_statements cannot be read, so that nobody knows the main queries of this database");
        }
        if (statements.main().get().isEmpty()) {
            return new Verdict.Unknown(
                    "pg_stat_statements shows this role no query of an application in this database; "
                            + "GRANT pg_read_all_stats shows those of other roles");
        }
        if (facts.roots().stream().noneMatch(t -> facts.rows(t) > PlanSampler.LARGE)) {
            return new Verdict.Skipped("no table has more than 10,000 rows");
        }
        List<StatementPlan> plans = facts.live().samples().plans();
        return plans.isEmpty()
                ? new Verdict.Unknown("none of the main queries could be planned by this role")
                : Verdict.of(judge.apply(plans));
    }

    /// What queries do to one table.
    record Use<T>(Table table, List<T> of, List<String> texts) {
        /// How many queries, and one of them, as words.
        String words() {
            return texts.size() == 1
                    ? "a main query: " + texts.getFirst()
                    : "%d main queries, such as: %s".formatted(texts.size(), texts.getFirst());
        }
    }

    /// What the plans do to large tables, by table.
    ///
    /// @param each the parts of a plan that matter
    /// @param name the table of a part
    static <T> List<Use<T>> byTable(
            Facts facts,
            List<StatementPlan> plans,
            Function<StatementPlan, Stream<T>> each,
            Function<T, QualifiedName> name) {
        Map<QualifiedName, List<T>> parts = new TreeMap<>();
        Map<QualifiedName, Set<String>> texts = new TreeMap<>();
        for (StatementPlan plan : plans) {
            each.apply(plan).forEach(part -> {
                parts.computeIfAbsent(name.apply(part), n -> new ArrayList<>()).add(part);
                texts.computeIfAbsent(name.apply(part), n -> new TreeSet<>()).add(plan.text());
            });
        }
        return parts.keySet().stream()
                .flatMap(n -> facts.table(n).stream())
                .filter(t -> facts.rows(t) > PlanSampler.LARGE)
                .map(t -> new Use<>(
                        t,
                        parts.getOrDefault(t.name(), List.of()),
                        List.copyOf(texts.getOrDefault(t.name(), Set.of()))))
                .toList();
    }

    /// Whether a whole index begins with one of these columns, so that the planner has had its choice.
    static boolean leads(Table table, Collection<String> columns) {
        return table.indexes().stream()
                .anyMatch(i -> i.valid()
                        && i.predicate().isEmpty()
                        && i.keys().getFirst().column().stream().anyMatch(columns::contains));
    }

    /// An index with these keys, as SQL writes them; partition by partition for a partitioned table.
    static String index(Facts facts, Table table, List<String> keys) {
        String how = "(" + String.join(", ", keys) + ")";
        return table.kind() == Table.Kind.PARTITIONED
                ? new PartitionedIndex(facts, new FreshNames(facts), "query_idx", "USING btree " + how, false).on(table)
                : "CREATE INDEX CONCURRENTLY ON %s %s;".formatted(table.name().sql(), how);
    }
}
