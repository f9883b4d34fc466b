package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where a graph of tables leads back to itself.
///
/// @param members each group of tables that all lead to each other, in name order; never a single one
record Rings(List<List<QualifiedName>> members) {
    Rings {
        members = List.copyOf(members);
    }

    /// The rings of a graph. What no ring leads to is taken off first, and then what leads to none, which leaves next
    /// to nothing of a real schema.
    static Rings of(Map<QualifiedName, Set<QualifiedName>> graph) {
        Map<QualifiedName, Set<QualifiedName>> left = entered(graph);
        int before;
        do {
            before = left.size();
            Set<QualifiedName> there = new HashSet<>(left.keySet());
            left.values().removeIf(to -> to.stream().noneMatch(there::contains));
        } while (left.size() < before);
        Map<QualifiedName, Set<QualifiedName>> reached = new TreeMap<>();
        left.keySet().forEach(n -> reached.put(n, reach(left, n)));
        Set<List<QualifiedName>> rings = new LinkedHashSet<>();
        reached.forEach((name, to) -> rings.add(to.stream()
                .filter(o -> reached.getOrDefault(o, Set.of()).contains(name))
                .sorted()
                .toList()));
        return new Rings(rings.stream().filter(r -> r.size() > 1).toList());
    }

    /// The graph without the tables that can be reached from no ring.
    private static Map<QualifiedName, Set<QualifiedName>> entered(Map<QualifiedName, Set<QualifiedName>> graph) {
        Map<QualifiedName, Integer> entries = new HashMap<>();
        graph.values().forEach(to -> to.forEach(n -> entries.merge(n, 1, Integer::sum)));
        Map<QualifiedName, Set<QualifiedName>> left = new HashMap<>(graph);
        Deque<QualifiedName> open = new ArrayDeque<>(graph.keySet());
        open.removeIf(entries::containsKey);
        while (!open.isEmpty()) {
            QualifiedName bare = open.pop();
            left.remove(bare);
            for (QualifiedName next : graph.getOrDefault(bare, Set.of())) {
                if (entries.merge(next, -1, Integer::sum) == 0 && graph.containsKey(next)) {
                    open.push(next);
                }
            }
        }
        return left;
    }

    private static Set<QualifiedName> reach(Map<QualifiedName, Set<QualifiedName>> graph, QualifiedName from) {
        Set<QualifiedName> reached = new HashSet<>();
        Deque<QualifiedName> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (QualifiedName next : graph.getOrDefault(open.pop(), Set.of())) {
                if (graph.containsKey(next) && reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    /// The ring that a table is in; only itself when it is in none.
    Set<QualifiedName> around(QualifiedName table) {
        return members.stream()
                .filter(r -> r.contains(table))
                .map(Set::copyOf)
                .findFirst()
                .orElse(Set.of(table));
    }
}
