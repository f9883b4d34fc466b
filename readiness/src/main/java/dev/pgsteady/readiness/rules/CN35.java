package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One delete that empties many tables.
@AutoService(Rule.class)
public final class CN35 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN35"), Severity.MEDIUM, "One delete that empties many tables", """
            ON DELETE CASCADE goes on from table to table. One deleted row at the top takes all of its rows in
            every table below, in one transaction that locks them all, and nothing asks whether that was meant. A
            wrong WHERE is past repair.""", """
            Mark the top rows as deleted and remove what hangs below them table by table, in batches; or make one
            reference on the way RESTRICT, so that a delete has to be meant.""", "5.5.5 Foreign Keys");

    private static final int LEVELS = 3;
    private static final long MANY = 100_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, Set<QualifiedName>> below = new TreeMap<>();
        Map<QualifiedName, Set<QualifiedName>> above = new HashMap<>();
        for (Table table : facts.roots()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (key.onDelete() == ForeignKey.Action.CASCADE && !key.target().equals(table.name())) {
                    below.computeIfAbsent(key.target(), k -> new TreeSet<>()).add(table.name());
                    above.computeIfAbsent(table.name(), k -> new TreeSet<>()).add(key.target());
                }
            }
        }
        if (below.isEmpty()) {
            return new Verdict.Skipped("no foreign key deletes rows");
        }
        Rings rings = Rings.of(below);
        List<Finding> findings = below.keySet().stream()
                .filter(n -> top(rings.around(n), n, above))
                .flatMap(n -> Cascade.from(n, below).found(this, facts).stream())
                .toList();
        return Verdict.of(findings);
    }

    /// Whether nothing above it deletes its rows; of tables that delete each other's, the first by name.
    private static boolean top(
            Set<QualifiedName> ring, QualifiedName name, Map<QualifiedName, Set<QualifiedName>> above) {
        return ring.stream().noneMatch(n -> n.compareTo(name) < 0)
                && ring.stream().allMatch(n -> ring.containsAll(above.getOrDefault(n, Set.of())));
    }

    /// What a deleted row takes along.
    ///
    /// @param by each table below, with the one above it by the shortest way, from the top downwards
    private record Cascade(QualifiedName top, Map<QualifiedName, QualifiedName> by, List<QualifiedName> longest) {
        static Cascade from(QualifiedName top, Map<QualifiedName, Set<QualifiedName>> below) {
            Map<QualifiedName, QualifiedName> by = new LinkedHashMap<>();
            Deque<QualifiedName> open = new ArrayDeque<>(List.of(top));
            QualifiedName last = top;
            while (!open.isEmpty()) {
                last = open.removeFirst();
                for (QualifiedName child : below.getOrDefault(last, Set.of())) {
                    if (!child.equals(top) && by.putIfAbsent(child, last) == null) {
                        open.addLast(child);
                    }
                }
            }
            Deque<QualifiedName> way = new ArrayDeque<>(List.of(last));
            while (!way.getFirst().equals(top)) {
                way.addFirst(by.getOrDefault(way.getFirst(), top));
            }
            return new Cascade(top, by, List.copyOf(way));
        }

        Optional<Finding> found(Rule rule, Facts facts) {
            int levels = longest.size() - 1;
            long rows = by.keySet().stream()
                    .mapToLong(n -> facts.table(n).map(facts::rows).orElse(0L))
                    .sum();
            return levels > LEVELS && rows >= MANY
                    ? Optional.of(rule.finding(
                            new Subject("table", top.sql()),
                            "deleting from it can delete from %d tables with %s, over %d levels as in %s"
                                    .formatted(
                                            by.size(),
                                            About.rows(rows),
                                            levels,
                                            longest.stream()
                                                    .map(QualifiedName::sql)
                                                    .collect(Collectors.joining(", "))),
                            Optional.empty(),
                            rows))
                    : Optional.empty();
        }
    }
}
