package dev.pgsteady.data.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.Servers;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsageTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Secret KEY = Secret.of("a long random text");

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("create schema app; " + Usage.up("app"));

    private final TestDatabase database;
    private final Database pool;
    private final Instant[] now = {NOON};

    UsageTest(TestDatabase database) {
        this.database = database;
        this.pool = Servers.open(database, 3);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Usage start(int room, int batch, Duration pause) {
        return Usage.start(pool, "app", KEY, new UsageOptions(room, batch, pause, () -> now[0]));
    }

    // Closing is what is tried.
    @SuppressWarnings("try")
    @Test
    void uses_of_many_threads_are_added_up_by_day_and_nothing_is_lost_on_closing() {
        try (Usage usage = start(10_000, 100, Duration.ofMillis(5))) {
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int thread = 0; thread < 8; thread++) {
                    String person = "person " + thread % 4;
                    threads.execute(() -> {
                        for (int i = 0; i < 500; i++) {
                            usage.track(Use.of("export", person).took(Duration.ofMillis(2)));
                        }
                    });
                }
            }
            usage.track(Use.of("export", "ann").tenant("acme").failing());
            usage.close();
            usage.rollUp(Duration.ofDays(30), Duration.ofDays(400));

            assertThat(usage.dropped()).isZero();
            assertThat(usage.days(DAY, DAY))
                    .containsExactly(
                            new UsageDay(DAY, "export", "", 4000, 0, 8000, OptionalLong.empty()),
                            new UsageDay(DAY, "export", "acme", 1, 1, 0, OptionalLong.empty()));
            now[0] = NOON.plus(Duration.ofDays(1));
            assertThat(usage.rollUp(Duration.ofDays(30), Duration.ofDays(400))).isEqualTo(2);
            assertThat(usage.days(DAY, DAY))
                    .extracting(UsageDay::people)
                    .containsExactly(OptionalLong.of(4), OptionalLong.of(1));
        }
    }

    @Test
    void what_was_tracked_is_written_by_a_flush_although_the_writer_waits_for_more() {
        try (Usage usage = start(100, 100, Duration.ofHours(1))) {
            for (int uses = 1; uses <= 100; uses++) {
                usage.track(Use.of("export", "ann"));
                usage.flush();
                assertThat(usage.days(DAY, DAY)).singleElement().returns((long) uses, UsageDay::uses);
            }
        }
    }

    @Test
    void people_are_stored_as_digests_and_forgotten_after_a_while() throws SQLException {
        try (Usage usage = start(100, 100, Duration.ofHours(1))) {
            usage.track(Use.of("export", "ann@example.org"));
            usage.flush();
            assertThat(Servers.rows(
                            database,
                            "select length(person), position('ann' in encode(person, 'escape')) from"
                                    + " app.pgsteady_usage_people"))
                    .isEqualTo("16|0");
            now[0] = NOON.plus(Duration.ofDays(3));
            usage.rollUp(Duration.ofDays(2), Duration.ofDays(10));
            assertThat(Servers.rows(database, "select count(*) from app.pgsteady_usage_people"))
                    .isEqualTo("0");
            assertThat(usage.days(DAY, DAY)).singleElement().returns(OptionalLong.of(1), UsageDay::people);
            now[0] = NOON.plus(Duration.ofDays(11));
            usage.rollUp(Duration.ofDays(2), Duration.ofDays(10));
            assertThat(usage.days(DAY, DAY)).isEmpty();
        }
    }

    // Closing is what is tried.
    @SuppressWarnings("try")
    @Test
    void a_database_that_is_away_makes_nobody_wait_and_what_does_not_fit_is_counted() throws SQLException {
        database.execute("alter table app.pgsteady_usage_days rename to away");
        try (Usage usage = start(10, 10, Duration.ofMillis(1))) {
            for (int i = 0; i < 500; i++) {
                usage.track(Use.of("feature " + i, "ann"));
            }
            assertThat(usage.dropped()).isGreaterThan(0);
            long dropped = usage.dropped();
            database.execute("alter table app.away rename to pgsteady_usage_days");
            usage.close();

            long stored =
                    usage.days(DAY, DAY).stream().mapToLong(UsageDay::uses).sum();
            assertThat(stored).isBetween(1L, 30L);
            assertThat(stored + usage.dropped()).isEqualTo(500);
            assertThat(usage.dropped()).isGreaterThanOrEqualTo(dropped);
        }
    }

    @Test
    void a_use_after_closing_is_dropped() {
        Usage usage = start(10, 10, Duration.ofMillis(1));
        usage.close();
        usage.track(Use.of("late", "ann"));
        assertThat(usage.dropped()).isEqualTo(1);
    }
}
