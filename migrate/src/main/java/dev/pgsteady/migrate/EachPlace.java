package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// Does the same with the migrations of many places, some at a time. What fails in one place changes
/// nothing for the others.
///
/// @param folder        the revisions
/// @param jobs          how many places at a time; each takes two connections
/// @param stopOnFailure whether no other place is begun after one has failed
public record EachPlace(RevisionFolder folder, int jobs, boolean stopOnFailure) {
    public EachPlace {
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one at a time");
        }
    }

    /// What came of a place.
    public sealed interface Outcome<T> {
        /// Where.
        Place place();

        /// It went through.
        record Done<T>(Place place, T result, Duration took) implements Outcome<T> {}

        /// It failed.
        record Failed<T>(Place place, Problem problem, Duration took) implements Outcome<T> {}

        /// It was not begun, because another had failed.
        record NotBegun<T>(Place place) implements Outcome<T> {}
    }

    /// Does the work in each place.
    ///
    /// @param told hears each outcome as it comes, one at a time
    /// @return the outcomes in the order of the places
    public <T> List<Outcome<T>> of(List<Place> places, Function<Migrations, T> work, Consumer<Outcome<T>> told) {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<Outcome<T>>> running = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            for (Place place : places) {
                running.add(workers.submit(() -> {
                    Outcome<T> outcome = stopped.get() ? new Outcome.NotBegun<>(place) : one(place, work);
                    if (stopOnFailure && outcome instanceof Outcome.Failed) {
                        stopped.set(true);
                    }
                    synchronized (running) {
                        told.accept(outcome);
                    }
                    return outcome;
                }));
            }
        }
        return running.stream().map(EachPlace::get).toList();
    }

    private <T> Outcome<T> one(Place place, Function<Migrations, T> work) {
        long from = System.nanoTime();
        try (Migrations migrations = new Migrations(folder, place.settings(), place.options())) {
            T result = work.apply(migrations);
            return new Outcome.Done<>(place, result, since(from));
        } catch (Problem e) {
            return new Outcome.Failed<>(place, e, since(from));
        } catch (RuntimeException e) {
            return new Outcome.Failed<>(
                    place,
                    new Problem(
                            Problem.Kind.INTERNAL,
                            "This is a bug: " + e + ".",
                            "Run it again for this place alone with --verbose and report what it prints.",
                            e),
                    since(from));
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static <T> Outcome<T> get(Future<Outcome<T>> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a place ends in an outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED,
                    "The run was interrupted.",
                    "Run it again: places that are done are left as they are.",
                    e);
        }
    }
}
