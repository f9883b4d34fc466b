package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Breaks backups in every way there is a trial for.
///
/// @param machine where the scratch server runs
/// @param state   a folder in which it makes one of its own, and removes it
/// @param seed    decides the points, the same each time
public record SelfTest(Machine machine, Path state, long seed) {
    static List<Trial> trials() {
        return Stream.of(DamageTrials.all(), SourceTrials.all(), StoreTrials.all(), KillTrials.all())
                .flatMap(List::stream)
                .toList();
    }

    /// Runs every case. Comes back with all of them, whatever came of them.
    ///
    /// @param progress hears of the cases that are over
    /// @param told     hears of each as it ends
    /// @throws Problem when the scratch server cannot be made
    public List<Case> run(WorkProgress progress, Consumer<Case> told) {
        return run(progress, told, UnaryOperator.identity(), trials());
    }

    /// @param under  what lies between the repositories and their folders
    /// @param trials those to run
    List<Case> run(WorkProgress progress, Consumer<Case> told, UnaryOperator<Store> under, List<Trial> trials) {
        List<Case> cases = new ArrayList<>();
        progress.at("Making a server", 0, 0);
        try (Scratch scratch = Scratch.in(state);
                Bench bench = Bench.in(scratch.folder(), machine, seed, under)) {
            scratch.closeFirst(bench);
            for (Trial trial : trials) {
                progress.at("Testing: " + trial.name(), cases.size(), trials.size());
                Case one = run(trial, bench);
                scratch.requireGoingOn();
                cases.add(one);
                told.accept(one);
            }
        }
        return List.copyOf(cases);
    }

    private static Case run(Trial trial, Bench bench) {
        long begin = System.nanoTime();
        String happened;
        boolean passed;
        try {
            happened = trial.work().on(bench);
            passed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.", e);
        } catch (Trial.Missed | Problem e) {
            happened = String.valueOf(e.getMessage());
            passed = false;
        } catch (Exception e) {
            happened = e.toString();
            passed = false;
        }
        double seconds = Math.round((System.nanoTime() - begin) / 1e6) / 1e3;
        return new Case(trial.name(), trial.done(), trial.wanted(), happened, passed, seconds);
    }
}
