package dev.pgsteady.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.limits.LimitRule;
import dev.pgsteady.data.limits.Limits;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/// Decisions of a rate limiter in a second, from eight threads over eight connections, on 1,000 keys and on one, beside
/// bucket4j's two ways with PostgreSQL. The limit is one that is never reached, so that each decision reaches the
/// database.
final class LimitsBenchmark {
    private static final int THREADS = 8;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int UNREACHED = 1_000_000;

    private LimitsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (TestDatabase database = TestServer.shared().create();
                Database ours = Database.open(settings(database), PoolSettings.DEFAULT.sized(THREADS, 0));
                HikariDataSource theirs = pool(database)) {
            database.execute(Limits.up("public")
                    + "create table bucket (id bigint primary key, state bytea, expires_at bigint);");
            Limits limits = new Limits(ours, "public");
            LimitRule rule = LimitRule.of("benchmark", UNREACHED, Duration.ofSeconds(1));
            LimitRule small = LimitRule.of("small", 1, Duration.ofHours(1));
            List<Figures> all = new ArrayList<>();
            for (int keys : new int[] {1_000, 1}) {
                all.add(new Figures(
                        "pgsteady",
                        keys,
                        key -> limits.ask(rule, Long.toString(key)).allowed()));
                all.add(new Figures(
                        "bucket4j selectForUpdate",
                        keys,
                        taking(
                                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(theirs)
                                        .build(),
                                key -> key)));
                all.add(new Figures(
                        "bucket4j advisoryLock",
                        keys,
                        taking(
                                Bucket4jPostgreSQL.advisoryLockBasedBuilder(theirs)
                                        .build(),
                                key -> key + 1_000_000)));
            }
            limits.ask(small, "refused");
            all.add(new Figures(
                    "pgsteady, refused client",
                    1,
                    key -> !limits.ask(small, "refused").allowed()));
            measure(all);
        }
    }

    private static void measure(List<Figures> all) throws Exception {
        for (int round = 0; round <= ROUNDS; round++) {
            for (Figures each : all) {
                each.run(round > 0);
            }
        }
        all.forEach(f -> System.out.println(f.row()));
    }

    private static LongPredicate taking(ProxyManager<Long> buckets, LongUnaryOperator id) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(l -> l.capacity(UNREACHED).refillGreedy(UNREACHED, Duration.ofSeconds(1)))
                .build();
        return key -> buckets.builder()
                .build(id.applyAsLong(key), () -> configuration)
                .tryConsume(1);
    }

    private static ConnectionSettings settings(TestDatabase database) {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    private static HikariDataSource pool(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.address().user());
        pool.setPassword(database.address().readPassword());
        pool.setMaximumPoolSize(THREADS);
        return pool;
    }

    /// The runs of one way on so many keys.
    private static final class Figures {
        private final String name;
        private final int keys;
        private final LongPredicate decision;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> middles = new ArrayList<>();
        private final List<Double> slowest = new ArrayList<>();

        Figures(String name, int keys, LongPredicate decision) {
            this.name = name;
            this.keys = keys;
            this.decision = decision;
        }

        void run(boolean counts) throws Exception {
            long[] nanos;
            long from = System.nanoTime();
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<long[]>> parts = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    parts.add(threads.submit(() -> decide(from + ROUND.toNanos())));
                }
                LongStream all = LongStream.empty();
                for (Future<long[]> part : parts) {
                    all = LongStream.concat(all, Arrays.stream(part.get()));
                }
                nanos = all.sorted().toArray();
            }
            if (counts) {
                double seconds = LongStream.of(nanos).sum() / 1e9 / THREADS;
                rates.add(nanos.length / seconds);
                middles.add(nanos[nanos.length / 2] / 1e6);
                slowest.add(nanos[(int) (nanos.length * 0.99)] / 1e6);
            }
        }

        /// How long each decision took; a very fast one ends its round early.
        private long[] decide(long end) {
            long[] took = new long[500_000];
            int count = 0;
            for (long now = System.nanoTime(); now < end && count < took.length; count++) {
                if (!decision.test(ThreadLocalRandom.current().nextInt(keys))) {
                    throw new IllegalStateException(name + " decided otherwise than it should");
                }
                long then = System.nanoTime();
                took[count] = then - now;
                now = then;
            }
            return Arrays.copyOf(took, count);
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "%-26s %,6d keys  median %,9.0f decisions/s (%,.0f to %,.0f)  p50 %6.3f ms  p99 %7.2f ms",
                    name,
                    keys,
                    new Times(rates).median(),
                    rates.stream().min(Double::compare).orElseThrow(),
                    rates.stream().max(Double::compare).orElseThrow(),
                    new Times(middles).median(),
                    new Times(slowest).median());
        }
    }
}
