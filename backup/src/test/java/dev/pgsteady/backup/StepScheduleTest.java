package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import java.util.ArrayList;
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
        return new Step(
                "INDEX",
                "step " + number,
                Optional.empty(),
                List.of(),
                Stream.of(tables).map(t -> new Name("public", t)).toList());
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

    /// Whatever the timing: a step alone is alone, no two share a table, and a table's steps keep their
    /// order.
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
            assertThat(finished.stream().filter(s -> s.locks().contains(table)).toList())
                    .isEqualTo(steps.stream()
                            .filter(s -> s.locks().contains(table))
                            .toList());
        }
    }

    private static List<Step> steps() {
        Random random = new Random(42);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int kind = random.nextInt(10);
            String table = "t" + random.nextInt(8);
            steps.add(kind == 0 ? step(i) : kind == 1 ? step(i, table, "u" + random.nextInt(3)) : step(i, table));
        }
        return steps;
    }

    private static boolean clash(Step one, Step other) {
        return one.locks().isEmpty()
                || other.locks().isEmpty()
                || one.locks().stream().anyMatch(other.locks()::contains);
    }
}
