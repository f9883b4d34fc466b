package dev.pgsteady.schema.plan;

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
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Puts steps in an order in which each comes after what it needs. The same steps give the same order.
///
/// A step that another absorbs is done by it, and brings its own needs along. Where that makes a circle, the
/// absorbed steps of the circle are set free and come on their own.
final class Ordering {
    private static final int URGENT = 50;

    private final Comparator<Step> first;
    private final Predicate<Step> alone;
    private final Set<Step> steps = new LinkedHashSet<>();
    private final Map<Step, Step> absorbed = new LinkedHashMap<>();
    private final Map<Step, Set<Step>> after = new HashMap<>();
    private final Map<Step, Set<Step>> hints = new HashMap<>();
    private final Map<Step, List<Step>> byAbsorber = new HashMap<>();

    /// @param position of columns within their table
    /// @param alone    whether a step that is absorbed can be done on its own
    /// @param urgent   whether a step is done as soon as it can be
    Ordering(ToIntFunction<ObjectId> position, Predicate<Step> alone, Predicate<Step> urgent) {
        this.alone = alone;
        first = Comparator.<Step>comparingInt(s -> urgent.test(s) ? URGENT : rank(s))
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

    /// As an edge, as long as it makes no circle.
    void hint(Step before, Step then) {
        hints.computeIfAbsent(before, k -> new LinkedHashSet<>()).add(then);
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
            if (forget(stuck)) {
                continue;
            }
            List<Step> free = free(stuck);
            if (free.isEmpty()) {
                List<Step> circle = circle(stuck);
                throw new Unplannable(
                        circle.getFirst().id(),
                        "its changes depend on each other in a circle: "
                                + circle.stream().map(Ordering::words).collect(Collectors.joining(", then ")));
            }
            free.forEach(absorbed::remove);
        }
    }

    private static String words(Step step) {
        return step.action() + " " + step.id().words();
    }

    /// One circle among steps that wait for each other.
    private List<Step> circle(Set<Step> stuck) {
        Map<Step, Step> waitsFor = new HashMap<>();
        after.forEach((before, all) -> all.forEach(then -> {
            Step from = representative(before);
            Step to = representative(then);
            if (!from.equals(to) && stuck.contains(from) && stuck.contains(to)) {
                waitsFor.merge(to, from, (a, b) -> first.compare(a, b) <= 0 ? a : b);
            }
        }));
        Step at = stuck.stream().min(first).orElseThrow();
        Set<Step> seen = new LinkedHashSet<>();
        while (seen.add(at)) {
            at = waitsFor.getOrDefault(at, at);
        }
        List<Step> way = new ArrayList<>(seen);
        return way.subList(way.indexOf(at), way.size()).reversed();
    }

    /// The steps to set free: foreign keys where there are any, for they make most circles.
    private List<Step> free(Set<Step> stuck) {
        List<Step> free = absorbed.keySet().stream()
                .filter(s -> stuck.contains(representative(s)) && alone.test(s))
                .toList();
        List<Step> keys = free.stream()
                .filter(s -> s.id().kind() == ObjectId.Kind.FOREIGN_KEY)
                .toList();
        return keys.isEmpty() ? free : keys;
    }

    /// Drops the hints among steps that are stuck. Returns whether there were any.
    private boolean forget(Set<Step> stuck) {
        boolean some = false;
        for (Map.Entry<Step, Set<Step>> hint : hints.entrySet()) {
            if (stuck.contains(representative(hint.getKey()))) {
                some |= hint.getValue().removeIf(then -> stuck.contains(representative(then)));
            }
        }
        return some;
    }

    private Set<Step> sort(List<Step> order) {
        Map<Step, Set<Step>> edges = new HashMap<>();
        Map<Step, Integer> waiting = new HashMap<>();
        steps.stream().filter(s -> !absorbed.containsKey(s)).forEach(s -> waiting.put(s, 0));
        after.forEach((before, all) -> all.forEach(then -> connect(before, then, edges, waiting)));
        hints.forEach((before, all) -> all.forEach(then -> connect(before, then, edges, waiting)));
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

    /// What hangs on other things goes first; then everything is made and changed; what holds rows goes last.
    private static int rank(Step step) {
        return switch (step.action()) {
            case DROP -> step.id().kind().holds() ? 200 : 0;
            case CREATE, ALTER -> 100;
        };
    }
}
