package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.core.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Hands out steps to several connections: in order, but a step that locks tables which no running step
/// locks may start beside it, and any number of steps that make indexes may lock one table (manual, 13.3.1
/// Table-Level Locks, SHARE). A step that says no tables waits for all before it, and all after wait for it. Tables
/// whose rows are still coming count as locked.
final class StepSchedule {
    private final Deque<Step> waiting;
    private final Locks locked = new Locks();
    private final Set<Name> filling;
    private final int all;
    private int running;
    private boolean oneAlone;
    private int done;
    private boolean failed;

    /// @param filling the tables that get rows; [#filled(Name)] says when each of them has them
    StepSchedule(List<Step> steps, Set<Name> filling) {
        this.waiting = new ArrayDeque<>(steps);
        this.filling = new HashSet<>(filling);
        this.all = steps.size();
    }

    /// A table has its rows.
    synchronized void filled(Name table) {
        filling.remove(table);
        notifyAll();
    }

    /// A step that may start now; does not wait.
    synchronized Optional<Step> now() {
        Optional<Step> step = failed ? Optional.empty() : startable();
        step.ifPresent(this::start);
        return step;
    }

    private void start(Step step) {
        waiting.remove(step);
        locked.add(step);
        running++;
        oneAlone = step.locks().isEmpty();
    }

    /// The next step; waits for one that may start. Empty when none is left, or one has failed.
    synchronized Optional<Step> next() {
        try {
            while (!failed && !waiting.isEmpty()) {
                Optional<Step> step = startable();
                if (step.isPresent()) {
                    start(step.get());
                    return step;
                }
                wait();
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "Interrupted.", "What was restored so far is not used; run it again.", e);
        }
    }

    private Optional<Step> startable() {
        if (oneAlone) {
            return Optional.empty();
        }
        Locks passed = new Locks();
        for (Step step : waiting) {
            boolean alone = step.locks().isEmpty();
            if (alone) {
                boolean first = running == 0 && filling.isEmpty() && step.equals(waiting.peek());
                return first ? Optional.of(step) : Optional.empty();
            }
            boolean filled = step.locks().stream().noneMatch(filling::contains);
            if (filled && locked.allow(step) && passed.allow(step)) {
                return Optional.of(step);
            }
            passed.add(step);
        }
        return Optional.empty();
    }

    /// A step ended well.
    ///
    /// @return how many have
    synchronized int done(Step step) {
        locked.remove(step);
        running--;
        oneAlone = false;
        notifyAll();
        return ++done;
    }

    /// Something failed: no other step starts.
    synchronized void failed() {
        failed = true;
        notifyAll();
    }

    int all() {
        return all;
    }

    /// The locks of some steps.
    private static final class Locks {
        private final Set<Name> alone = new HashSet<>();
        private final Map<Name, Integer> shared = new HashMap<>();

        void add(Step step) {
            if (step.index()) {
                step.locks().forEach(t -> shared.merge(t, 1, Integer::sum));
            } else {
                alone.addAll(step.locks());
            }
        }

        void remove(Step step) {
            if (step.index()) {
                step.locks().forEach(t -> shared.computeIfPresent(t, (name, many) -> many == 1 ? null : many - 1));
            } else {
                alone.removeAll(step.locks());
            }
        }

        boolean allow(Step step) {
            return step.locks().stream().noneMatch(t -> alone.contains(t) || (!step.index() && shared.containsKey(t)));
        }
    }
}
