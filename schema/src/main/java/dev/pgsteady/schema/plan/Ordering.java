package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Puts steps in an order in which each comes after what it needs. The same steps give the same order.
///
/// A step that another absorbs is done by it, and brings its own needs along. Where that makes a
/// circle, the absorbed
/// steps of the circle are set free and come on their own.
final class Ordering {
    private final Comparator<Step> first;
    private final Set<Step> steps = new LinkedHashSet<>();
    private final Map<Step, Step> absorbed = new LinkedHashMap<>();
    private final Map<Step, Set<Step>> after = new HashMap<>();
    private final Map<Step, List<Step>> byAbsorber = new HashMap<>();

    /// @param position of columns within their table
    Ordering(ToIntFunction<ObjectId> position) {
        first = Comparator.comparingInt(Ordering::rank)
                .thenComparing(s -> s.id().kind())
                .thenComparing(s -> s.id().schema())
                .thenComparing(s -> s.id().name())
                .thenComparingInt(s -> position.applyAsInt(s.id()))
                .thenComparing(Step::id)
                .thenComparing(Step::action);
    }

    void add(Step step) {
        steps.add(step);
    }

    void absorb(Step step, Step into) {
        absorbed.put(step, into);
    }

    void edge(Step before, Step then) {
        after.computeIfAbsent(before, k -> new LinkedHashSet<>()).add(then);
    }

    /// What a step does along, in order.
    List<Step> absorbedBy(Step step) {
        return absorbers().getOrDefault(step, List.of());
    }

    private Map<Step, List<Step>> absorbers() {
        if (byAbsorber.isEmpty()) {
            absorbed.keySet()
                    .forEach(s -> byAbsorber
                            .computeIfAbsent(representative(s), k -> new ArrayList<>())
                            .add(s));
            byAbsorber.values().forEach(list -> list.sort(first));
        }
        return byAbsorber;
    }

    private Step representative(Step step) {
        Step top = step;
        for (Step into = absorbed.get(top); into != null; into = absorbed.get(top)) {
            top = into;
        }
        return top;
    }

    /// The steps that nothing absorbs, in order.
    ///
    /// @throws Unplannable when they go round in a circle
    List<Step> sorted() {
        while (true) {
            List<Step> order = new ArrayList<>();
            Set<Step> stuck = sort(order);
            if (stuck.isEmpty()) {
                return order;
            }
            List<Step> free = absorbed.keySet().stream()
                    .filter(s -> stuck.contains(representative(s)) && s.id().kind() != Kind.COLUMN)
                    .toList();
            if (free.isEmpty()) {
                Step one = stuck.stream().min(first).orElseThrow();
                throw new Unplannable(one.id(), "its changes depend on each other in a circle");
            }
            free.forEach(absorbed::remove);
        }
    }

    private Set<Step> sort(List<Step> order) {
        Map<Step, Set<Step>> edges = new HashMap<>();
        Map<Step, Integer> waiting = new HashMap<>();
        steps.stream().filter(s -> !absorbed.containsKey(s)).forEach(s -> waiting.put(s, 0));
        after.forEach((before, all) -> all.forEach(then -> connect(before, then, edges, waiting)));
        PriorityQueue<Step> ready = new PriorityQueue<>(first);
        waiting.forEach((step, count) -> {
            if (count == 0) {
                ready.add(step);
            }
        });
        while (!ready.isEmpty()) {
            Step step = ready.poll();
            order.add(step);
            waiting.remove(step);
            release(edges.getOrDefault(step, Set.of()), waiting, ready);
        }
        return waiting.keySet();
    }

    private void connect(Step before, Step then, Map<Step, Set<Step>> edges, Map<Step, Integer> waiting) {
        Step from = representative(before);
        Step to = representative(then);
        if (!from.equals(to)
                && edges.computeIfAbsent(from, k -> new LinkedHashSet<>()).add(to)) {
            waiting.merge(to, 1, Integer::sum);
        }
    }

    private static void release(Collection<Step> next, Map<Step, Integer> waiting, PriorityQueue<Step> ready) {
        for (Step step : next) {
            if (waiting.merge(step, -1, Integer::sum) == 0) {
                ready.add(step);
            }
        }
    }

    /// What hangs on other things goes first; then everything is made and changed; what holds rows
    /// goes last.
    private static int rank(Step step) {
        return switch (step.action()) {
            case DROP -> step.id().kind().holds() ? 200 : 0;
            case CREATE, ALTER -> 100;
        };
    }
}
