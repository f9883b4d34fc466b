package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepScheduleTest {
    private static Step step(int number, String... tables) {
        return step("CONSTRAINT", number, tables);
    }

    private static Step index(int number, String table) {
        return step("INDEX", number, table);
    }

    private static Step step(String kind, int number, String... tables) {
        return new Step(
                kind,
                "step " + number,
                Optional.empty(),
                List.of(),
                Stream.of(tables).map(t -> new Name("public", t)).toList(),
                Optional.empty());
    }

    @Test
    void steps_of_different_tables_run_side_by_side_and_of_the_same_one_after_the_other() {
        StepSchedule schedule = new StepSchedule(List.of(step(1, "a"), step(2, "a"), step(3, "b")), Set.of());
        Step first = schedule.next().orElseThrow();
        Step second = schedule.next().orElseThrow();
        assertThat(List.of(first.words(), second.words())).containsExactly("step 1", "step 3");
        schedule.done(first);
        assertThat(schedule.next().orElseThrow().words()).isEqualTo("step 2");
    }

    @Test
    void a_step_waits_for_the_rows_of_its_tables_and_a_step_alone_for_those_of_all() {
        StepSchedule schedule = new StepSchedule(
                List.of(step(1, "a", "b"), step(2, "c"), step(3)),
                Set.of(new Name("public", "b"), new Name("public", "d")));

        Step second = schedule.now().orElseThrow();
        assertThat(second.words()).isEqualTo("step 2");
        assertThat(schedule.now()).isEmpty();
        schedule.filled(new Name("public", "b"));
        Step first = schedule.now().orElseThrow();
        assertThat(first.words()).isEqualTo("step 1");
        schedule.done(first);
        schedule.done(second);
        assertThat(schedule.now()).isEmpty();
        schedule.filled(new Name("public", "d"));
        assertThat(schedule.now().orElseThrow().words()).isEqualTo("step 3");
    }

    @Test
    void indexes_of_one_table_are_made_side_by_side_and_a_constraint_waits_for_them_and_they_for_it() {
        StepSchedule schedule =
                new StepSchedule(List.of(index(1, "a"), index(2, "a"), step(3, "a"), index(4, "a")), Set.of());
        Step first = schedule.now().orElseThrow();
        Step second = schedule.now().orElseThrow();
        assertThat(List.of(first.words(), second.words())).containsExactly("step 1", "step 2");
        assertThat(schedule.now()).isEmpty();
        schedule.done(first);
        assertThat(schedule.now()).isEmpty();
        schedule.done(second);
        Step third = schedule.now().orElseThrow();
        assertThat(third.words()).isEqualTo("step 3");
        assertThat(schedule.now()).isEmpty();
        schedule.done(third);
        assertThat(schedule.now().orElseThrow().words()).isEqualTo("step 4");
    }

    /// Whatever the timing: a step alone is alone, no two share a table unless both make indexes, and a table's
    /// steps keep their order but for its indexes among themselves.
    @Test
    void many_workers_never_run_what_may_not_run_together() throws Exception {
        List<Step> steps = steps();
        StepSchedule schedule = new StepSchedule(steps, Set.of());
        Set<Step> running = new HashSet<>();
        List<Step> finished = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> workers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                workers.add(() -> {
                    for (Optional<Step> step = schedule.next(); step.isPresent(); step = schedule.next()) {
                        Step mine = step.get();
                        synchronized (running) {
                            running.stream().filter(r -> clash(r, mine)).forEach(r -> wrong.add(r + " and " + mine));
                            running.add(mine);
                        }
                        Thread.onSpinWait();
                        synchronized (running) {
                            running.remove(mine);
                            finished.add(mine);
                        }
                        schedule.done(mine);
                    }
                    return true;
                });
            }
            threads.invokeAll(workers);
        }
        assertThat(wrong).isEmpty();
        assertThat(finished).containsExactlyInAnyOrderElementsOf(steps);
        for (int t = 0; t < 8; t++) {
            Name table = new Name("public", "t" + t);
            assertThat(runs(finished, table)).isEqualTo(runs(steps, table));
        }
    }

    /// A table's steps, those in a row that make indexes in the order of their numbers.
    private static List<Step> runs(List<Step> steps, Name table) {
        List<Step> all = new ArrayList<>();
        List<Step> indexes = new ArrayList<>();
        for (Step step : steps) {
            if (step.index() && step.locks().contains(table)) {
                indexes.add(step);
            } else if (step.locks().isEmpty() || step.locks().contains(table)) {
                indexes.sort(Comparator.comparing(Step::words));
                all.addAll(indexes);
                indexes.clear();
                all.add(step);
            }
        }
        indexes.sort(Comparator.comparing(Step::words));
        all.addAll(indexes);
        return all;
    }

    private static List<Step> steps() {
        Random random = new Random(42);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int kind = random.nextInt(10);
            String table = "t" + random.nextInt(8);
            steps.add(
                    switch (kind) {
                        case 0 -> step(i);
                        case 1 -> step(i, table, "u" + random.nextInt(3));
                        case 2, 3, 4 -> step(i, table);
                        default -> index(i, table);
                    });
        }
        return steps;
    }

    private static boolean clash(Step one, Step other) {
        return one.locks().isEmpty()
                || other.locks().isEmpty()
                || (!(one.index() && other.index()) && one.locks().stream().anyMatch(other.locks()::contains));
    }
}
