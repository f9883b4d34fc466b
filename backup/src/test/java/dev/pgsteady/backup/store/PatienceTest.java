package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final FakeTime time = new FakeTime();

    private Patience patience(int attempts, Duration total) {
        return new Patience(attempts, total, time, new SplittableRandom(5));
    }

    private static Patience.Judge judge(Optional<Duration> again) {
        return new Patience.Judge() {
            @Override
            public Optional<Duration> again(Exception failure) {
                return again;
            }

            @Override
            public Problem problem(Exception failure, int attempts) {
                return new Problem(Problem.Kind.STORE, attempts + " times", "none", failure);
            }
        };
    }

    private static Object fail() throws IOException {
        throw new IOException("no");
    }

    @Test
    void waits_grow_and_are_cut_by_chance_and_end() {
        assertThatThrownBy(() ->
                        patience(12, Duration.ofHours(1)).call(PatienceTest::fail, judge(Optional.of(Duration.ZERO))))
                .hasMessage("12 times");
        assertThat(time.pauses()).hasSize(11).allMatch(p -> p.compareTo(Duration.ofSeconds(20)) <= 0);
        for (int n = 0; n < 7; n++) {
            assertThat(time.pauses().get(n)).isBetween(Duration.ZERO, Duration.ofMillis(200L << n));
        }
        assertThat(time.pauses().stream().distinct()).hasSizeGreaterThan(8);
    }

    @Test
    void the_total_time_ends_it_before_the_number_of_tries_does() {
        assertThatThrownBy(() -> patience(100, Duration.ofSeconds(10))
                        .call(PatienceTest::fail, judge(Optional.of(Duration.ofSeconds(4)))))
                .hasMessage("3 times");
    }

    @Test
    void what_does_not_pass_is_not_tried_again() {
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> patience(5, Duration.ofHours(1))
                        .call(
                                () -> {
                                    calls.incrementAndGet();
                                    return fail();
                                },
                                judge(Optional.empty())))
                .hasMessage("1 times");
        assertThat(calls).hasValue(1);
    }

    @Test
    void who_is_interrupted_stops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        patience(5, Duration.ofHours(1)).call(PatienceTest::fail, judge(Optional.of(Duration.ZERO))))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
