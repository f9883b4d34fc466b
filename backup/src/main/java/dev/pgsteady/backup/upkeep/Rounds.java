package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.Timetable.Task;
import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import dev.pgsteady.backup.upkeep.Outcome.Work;
import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Does what is due by the clock. What was slept through is caught up, what failed is tried again, and of several
/// instances on one repository one does it.
public final class Rounds {
    /// After a failure, doubled each time.
    static final Duration FIRST_RETRY = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 4;

    private final Upkeep upkeep;
    private final Timetable timetable;
    private final Consumer<Outcome> told;
    private int failures;

    /// @param told hears what came of each piece of work
    public Rounds(Upkeep upkeep, Timetable timetable, Consumer<Outcome> told) {
        this.upkeep = upkeep;
        this.timetable = timetable;
        this.told = told;
    }

    /// Passes the time.
    @FunctionalInterface
    public interface Wait {
        /// Comes back at a moment, or some time later.
        ///
        /// @param moment empty for never
        /// @return whether to go on
        boolean until(Optional<Instant> moment);
    }

    /// Does what is due, again and again.
    public void stay(Wait wait) {
        do {
            once();
        } while (wait.until(next()));
    }

    /// Does what is due now. A failure is told and does not keep the rest from being done.
    ///
    /// @return what came of it, in order
    public List<Outcome> once() {
        List<Outcome> outcomes = new ArrayList<>();
        try (Repository repository = upkeep.places().repository()) {
            round(repository, outcomes);
        } catch (Problem e) {
            tell(outcomes, failed(Work.STORE, e));
        }
        failures = outcomes.stream().allMatch(o -> o.verdict() == Verdict.PASSED) ? 0 : failures + 1;
        return List.copyOf(outcomes);
    }

    private void round(Repository repository, List<Outcome> outcomes) {
        if (due(repository).isEmpty()) {
            return;
        }
        Lease turn;
        try {
            turn = Lease.turn(repository.store(), upkeep.clock(), "run");
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.BUSY) {
                throw e;
            }
            tell(outcomes, new Outcome(Work.STORE, Verdict.LEFT, now(), Outcome.words(e)));
            return;
        }
        try (turn) {
            work(repository, due(repository), outcomes);
        }
    }

    /// Of a kind whose backup is still to come or did not come about nothing is removed.
    private void work(Repository repository, List<Task> tasks, List<Outcome> outcomes) {
        Set<String> missing =
                tasks.stream().flatMap(t -> t.kind().stream()).collect(Collectors.toCollection(HashSet::new));
        for (Task task : tasks) {
            Outcome outcome = task.kind()
                    .map(kind -> backUp(
                            repository,
                            task,
                            missing.stream().filter(m -> !m.equals(kind)).collect(Collectors.toSet())))
                    .orElseGet(() -> drill(repository));
            if (outcome.verdict() == Verdict.PASSED) {
                task.kind().ifPresent(missing::remove);
            }
            tell(outcomes, outcome);
        }
    }

    private List<Task> due(Repository repository) {
        return timetable.due(
                now(), Timetable.Done.of(repository, upkeep.arrangement().databases(), upkeep.serverIdentifier()));
    }

    private Outcome backUp(Repository repository, Task task, Set<String> spared) {
        Work work = Upkeep.work(task);
        Optional<String> another = Lease.writing(repository.store(), upkeep.clock());
        if (another.isPresent()) {
            return new Outcome(work, Verdict.LEFT, now(), another.get());
        }
        try {
            return upkeep.backUp(repository, task, spared);
        } catch (Problem e) {
            return failed(work, e);
        }
    }

    private Outcome drill(Repository repository) {
        try {
            return upkeep.drill(repository, timetable.ofBothKinds());
        } catch (Problem e) {
            return failed(Work.DRILL, e);
        }
    }

    private Outcome failed(Work work, Problem problem) {
        if (problem.kind() == Problem.Kind.INTERRUPTED) {
            throw problem;
        }
        return new Outcome(work, Verdict.FAILED, now(), Outcome.words(problem));
    }

    private void tell(List<Outcome> outcomes, Outcome outcome) {
        outcomes.add(outcome);
        told.accept(outcome);
    }

    /// When there is something to do next: at the next time of the timetable, or earlier when something is to be tried
    /// again. Empty for never.
    public Optional<Instant> next() {
        Optional<Instant> planned = timetable.next(now());
        if (failures == 0) {
            return planned;
        }
        Instant again = now().plus(FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
        return planned.filter(p -> p.isBefore(again)).or(() -> Optional.of(again));
    }

    private Instant now() {
        return upkeep.clock().instant();
    }
}
