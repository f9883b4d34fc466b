package dev.pgsteady.data.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.data.Servers;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("create schema app; " + Limits.up("app"));

    private final TestDatabase database;
    private final Database pool;
    private final Instant[] now = {Instant.EPOCH};
    private final Limits limits;

    LimitsTest(TestDatabase database) {
        this.database = database;
        this.pool = Servers.open(database, 10);
        this.limits = new Limits(pool, "app", () -> now[0]);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void fifty_threads_get_exactly_the_limit_together() throws Exception {
        LimitRule rule = LimitRule.of("export", 100, HOUR);
        List<Future<Long>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(50)) {
            for (int thread = 0; thread < 50; thread++) {
                // Each a process of its own, without the others' memory of refusals.
                Limits own = new Limits(pool, "app");
                threads.add(executor.submit(() -> IntStream.range(0, 10)
                        .filter(i -> own.ask(rule, "hot").allowed())
                        .count()));
            }
        }

        assertThat(threads.stream().mapToLong(LimitsTest::value).sum()).isEqualTo(100);
    }

    private static long value(Future<Long> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_client_may_use_its_limit_at_once_and_is_told_what_is_left_and_when_to_come_back() {
        LimitRule rule = LimitRule.of("search", 3, Duration.ofMinutes(50));
        assertThat(limits.ask(rule, "ann")).returns(2, Decision::remaining).returns(true, Decision::allowed);
        assertThat(limits.ask(rule, "ann").remaining()).isEqualTo(1);
        assertThat(limits.ask(rule, "ann").remaining()).isZero();
        Decision refused = limits.ask(rule, "ann");

        assertThat(refused)
                .returns(Decision.Outcome.EXCEEDED, Decision::outcome)
                .returns(false, Decision::allowed);
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1000));
        assertThat(refused.headers())
                .containsEntry("RateLimit-Limit", "3")
                .containsEntry("RateLimit-Remaining", "0")
                .containsEntry("RateLimit-Policy", "3;w=3000")
                .containsKeys("RateLimit-Reset", "Retry-After");
        assertThat(Integer.parseInt(refused.headers().get("Retry-After"))).isBetween(900, 1000);
        assertThat(limits.ask(rule, "bob").allowed()).isTrue();
        assertThat(limits.ask(LimitRule.of("other", 3, HOUR), "ann").allowed()).isTrue();
    }

    @Test
    void a_share_comes_back_with_time_and_a_rule_that_changes_holds_at_once() throws SQLException {
        LimitRule rule = LimitRule.of("search", 2, HOUR);
        limits.ask(rule, "ann", 2);
        assertThat(fresh().ask(rule, "ann").allowed()).isFalse();
        assertThat(fresh().ask(LimitRule.of("search", 100, Duration.ofHours(20)), "ann")
                        .allowed())
                .isTrue();
        database.execute("update app.pgsteady_limit_buckets set used_until = now() + interval '30 minutes'");
        assertThat(fresh().ask(rule, "ann").allowed()).isTrue();
        assertThat(fresh().ask(rule, "ann").allowed()).isFalse();
        assertThatThrownBy(() -> limits.ask(rule, "ann", 3)).isInstanceOf(IllegalArgumentException.class);
    }

    private Limits fresh() {
        return new Limits(pool, "app", () -> now[0]);
    }

    @Test
    void a_client_that_was_refused_costs_no_query_until_its_time_has_come() throws SQLException {
        LimitRule rule = LimitRule.of("search", 1, Duration.ofSeconds(100));
        limits.ask(rule, "ann");
        Decision refused = limits.ask(rule, "ann");
        database.execute("drop table app.pgsteady_limit_buckets");

        now[0] = now[0].plusSeconds(4);
        Decision again = limits.ask(rule, "ann");
        assertThat(again.outcome()).isEqualTo(Decision.Outcome.EXCEEDED);
        assertThat(again.retryAfter()).isEqualTo(refused.retryAfter().minusSeconds(4));
        now[0] = now[0].plusSeconds(2);
        assertThat(limits.ask(rule, "ann").outcome()).isEqualTo(Decision.Outcome.UNANSWERED);
    }

    @Test
    void without_an_answer_a_rule_decides_whether_a_request_goes_on() throws SQLException {
        database.execute("drop table app.pgsteady_limit_buckets");
        LimitRule open = LimitRule.of("search", 1, HOUR);

        assertThat(limits.ask(open, "ann").allowed()).isTrue();
        assertThat(limits.ask(open.failingClosed(), "ann"))
                .returns(false, Decision::allowed)
                .returns(Map.of("Retry-After", "1"), Decision::headers);
    }

    @Test
    void a_block_and_its_end_are_written_down_with_who_and_why() throws SQLException {
        LimitRule rule = LimitRule.of("login", 5, HOUR);
        Block block = new Block("login", "ann", Optional.empty(), "abuse", "admin@example.org");
        limits.block(block);
        assertThat(limits.ask(rule, "ann"))
                .returns(Decision.Outcome.BLOCKED, Decision::outcome)
                .returns(Optional.of("abuse"), Decision::reason);
        assertThat(limits.blocks()).containsExactly(block);

        assertThat(limits.unblock("login", "ann", "a mistake", "admin@example.org"))
                .isTrue();
        assertThat(limits.unblock("login", "ann", "again", "admin@example.org")).isFalse();
        assertThat(limits.ask(rule, "ann").allowed()).isTrue();
        assertThat(Servers.rows(
                        database, "select scope, subject, what, reason, actor from app.pgsteady_limit_log order by id"))
                .isEqualTo("login|ann|block|abuse|admin@example.org; login|ann|unblock|a mistake|admin@example.org");
    }

    @Test
    void a_block_ends_by_itself_and_an_exempt_client_is_not_counted() throws SQLException {
        LimitRule rule = LimitRule.of("login", 1, HOUR);
        limits.block(new Block("login", "ann", Optional.of(Instant.EPOCH.plusSeconds(1)), "old", "me"));
        assertThat(limits.ask(rule, "ann").allowed()).isTrue();
        limits.exempt("login", "probe", "our own monitor", "me");
        for (int i = 0; i < 3; i++) {
            assertThat(limits.ask(rule, "probe"))
                    .returns(Decision.Outcome.EXEMPT, Decision::outcome)
                    .returns(Map.of(), Decision::headers);
        }
        assertThat(limits.unexempt("login", "probe", "over", "me")).isTrue();
        assertThat(limits.ask(rule, "probe").allowed()).isTrue();
        assertThat(limits.ask(rule, "probe").allowed()).isFalse();
    }

    @Test
    void who_goes_beyond_a_blocking_rule_is_blocked_once_and_a_logging_rule_lets_through() throws Exception {
        LimitRule rule = LimitRule.of("login", 1, HOUR).blocking(Duration.ofMinutes(10));
        limits.ask(rule, "ann");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Future<?> unused = threads.submit(() -> fresh().ask(rule, "ann"));
                assertThat(unused.isCancelled()).isFalse();
            }
        }
        assertThat(limits.blocks()).singleElement().returns("more than 1 in 3600 s", Block::reason);
        assertThat(Servers.rows(database, "select count(*) from app.pgsteady_limit_log"))
                .isEqualTo("1");
        LimitRule logging = LimitRule.of("search", 1, HOUR).logging();
        limits.ask(logging, "ann");
        assertThat(limits.ask(logging, "ann"))
                .returns(true, Decision::allowed)
                .returns(Decision.Outcome.EXCEEDED, Decision::outcome);
    }

    @Test
    void what_was_decided_inside_a_transaction_stays_when_that_is_rolled_back() throws SQLException {
        LimitRule rule = LimitRule.of("login", 1, HOUR).blocking(Duration.ofMinutes(10));
        assertThatThrownBy(() -> pool.read(c -> {
                    limits.ask(rule, "ann");
                    limits.ask(rule, "ann");
                    throw new IllegalArgumentException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(Servers.rows(database, "select subject, actor from app.pgsteady_limit_blocks"))
                .isEqualTo("ann|pgsteady");
    }

    @Test
    void a_forgotten_share_is_whole_again_and_nobody_elses() {
        LimitRule rule = LimitRule.of("login", 2, HOUR);
        for (String client : List.of("ann", "bob")) {
            limits.ask(rule, client, 2);
            assertThat(limits.ask(rule, client).allowed()).isFalse();
        }
        LimitRule other = LimitRule.of("search", 2, HOUR);
        limits.ask(other, "ann", 2);

        limits.forget("login", "ann");
        assertThat(limits.ask(rule, "ann")).returns(true, Decision::allowed).returns(1, Decision::remaining);
        assertThat(fresh().ask(rule, "bob").allowed()).isFalse();
        assertThat(fresh().ask(other, "ann").allowed()).isFalse();
    }

    @Test
    void another_process_goes_on_refusing_who_was_forgotten_for_five_seconds() {
        LimitRule rule = LimitRule.of("login", 1, HOUR);
        limits.ask(rule, "ann");
        Limits other = fresh();
        assertThat(other.ask(rule, "ann").allowed()).isFalse();
        limits.forget("login", "ann");

        now[0] = now[0].plusMillis(4_999);
        assertThat(other.ask(rule, "ann").allowed()).isFalse();
        now[0] = now[0].plusMillis(1);
        assertThat(other.ask(rule, "ann").allowed()).isTrue();
    }

    @Test
    void to_forget_who_used_nothing_is_nothing_and_lifts_no_block() throws SQLException {
        LimitRule rule = LimitRule.of("login", 1, HOUR);
        limits.forget("login", "ann");
        assertThat(Servers.rows(database, "select * from app.pgsteady_limit_buckets"))
                .isEmpty();

        limits.ask(rule, "ann");
        limits.block(new Block("login", "ann", Optional.empty(), "abuse", "me"));
        limits.forget("login", "ann");
        assertThat(limits.ask(rule, "ann").outcome()).isEqualTo(Decision.Outcome.BLOCKED);
    }

    @Test
    void what_was_forgotten_inside_a_transaction_stays_forgotten_when_that_is_rolled_back() {
        LimitRule rule = LimitRule.of("login", 1, HOUR);
        limits.ask(rule, "ann");
        assertThatThrownBy(() -> pool.read(c -> {
                    limits.forget("login", "ann");
                    throw new IllegalArgumentException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(limits.ask(rule, "ann").allowed()).isTrue();
    }

    @Test
    void without_an_answer_nothing_is_forgotten_and_the_caller_is_told() throws SQLException {
        database.execute("drop table app.pgsteady_limit_buckets");
        assertThatThrownBy(() -> limits.forget("login", "ann")).isInstanceOf(Problem.class);
    }

    @Test
    void what_is_worth_nothing_is_deleted_and_nothing_else() throws SQLException {
        limits.ask(LimitRule.of("login", 5, HOUR), "ann");
        database.execute("insert into app.pgsteady_limit_buckets"
                + " select 'old', g::text, now() - interval '1 s' from generate_series(1, 2500) g;"
                + " insert into app.pgsteady_limit_blocks values ('login', 'x', now() - interval '1 s', 'r', 'a'),"
                + " ('login', 'y', null, 'r', 'a')");

        assertThat(limits.clean()).isEqualTo(2500);
        assertThat(Servers.rows(database, "select subject from app.pgsteady_limit_buckets"))
                .isEqualTo("ann");
        assertThat(Servers.rows(database, "select subject from app.pgsteady_limit_blocks"))
                .isEqualTo("y");
    }

    @Test
    void the_way_down_takes_everything_away() throws SQLException {
        database.execute(Limits.down("app"));
        assertThat(Servers.rows(database, "select count(*) from pg_class where relnamespace = 'app'::regnamespace"))
                .isEqualTo("0");
    }
}
