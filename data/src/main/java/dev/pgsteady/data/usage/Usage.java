package dev.pgsteady.data.usage;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.SchemaSql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Counts uses of features by day (UTC).
///
/// ```java
/// Usage usage = Usage.start(database, "app", key);
/// usage.track(Use.of("export.pdf", userId).took(time));
/// ```
///
/// [#track] never waits: uses go into a queue of fixed length, and a thread writes them each second. Where the queue is
/// full a use is dropped and counted. While the database is away, uses are added up in memory. Closing writes what is
/// left. The tables are made by a migration that carries [#up(String)].
public final class Usage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Usage.class.getName());
    private static final int DIGEST_BYTES = 16;

    private final Database database;
    private final String schema;
    private final UsageOptions options;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final BlockingQueue<Dated> queue;
    private final Semaphore arrived = new Semaphore(0);
    private final AtomicLong dropped = new AtomicLong();
    private final Tally tally = new Tally();
    private final Thread writer;
    private volatile boolean closed;

    private Usage(Database database, String schema, Secret key, UsageOptions options) {
        this.database = database;
        this.schema = schema;
        this.options = options;
        this.clock = options.clock();
        this.key = new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.queue = new ArrayBlockingQueue<>(options.room());
        this.writer = Thread.ofPlatform().daemon().name("pgsteady-usage").unstarted(this::write);
    }

    private record Dated(LocalDate day, Use use) {}

    /// Begins to count.
    ///
    /// @param key what people are digested with; a long random text that stays the same
    public static Usage start(Database database, String schema, Secret key) {
        return start(database, schema, key, UsageOptions.USUAL);
    }

    /// Begins to count, with other sizes.
    public static Usage start(Database database, String schema, Secret key, UsageOptions options) {
        return new Usage(database, schema, key, options).begin();
    }

    private Usage begin() {
        writer.start();
        return this;
    }

    /// The statements that make the tables, for a migration's way up.
    public static String up(String schema) {
        return SchemaSql.read(Usage.class, "up.sql", schema);
    }

    /// The statements that drop them, for its way down.
    public static String down(String schema) {
        return SchemaSql.read(Usage.class, "down.sql", schema);
    }

    /// Counts a use. Never waits and never throws for what a database can do.
    public void track(Use use) {
        if (!closed && queue.offer(new Dated(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), use))) {
            arrived.release();
        } else {
            dropped.incrementAndGet();
        }
    }

    /// How many uses were not counted.
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        while (!closed) {
            try {
                await();
                flush();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "uses could not be written yet: {0}", e.getMessage());
            }
        }
    }

    /// Waits for a use, and then for a batch or the end of the pause. What was tracked stays in the queue, where
    /// [#flush()] finds all of it.
    private void await() throws InterruptedException {
        int batch = Math.clamp(options.room() / 2, 1, options.batch());
        arrived.acquire();
        if (!arrived.tryAcquire(batch - 1, options.pause().toNanos(), TimeUnit.NANOSECONDS)) {
            arrived.drainPermits();
        }
    }

    /// Adds up what waits; what there is no room for is dropped and counted.
    private void addUp() {
        List<Dated> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        for (Dated dated : waiting) {
            if (tally.size() < options.room()) {
                tally.add(dated.day(), dated.use(), this::digest);
            } else {
                dropped.incrementAndGet();
            }
        }
    }

    /// Writes all that was tracked so far.
    ///
    /// @throws Problem when the database does not take it; it is kept, and tried again with what comes next
    public synchronized void flush() {
        addUp();
        if (tally.isEmpty()) {
            return;
        }
        try {
            database.inTransaction(c -> tally.write(c, sql("days.sql"), sql("people.sql")));
            tally.clear();
        } catch (Problem e) {
            // What may have been counted must not be counted twice.
            if (e.kind() == Problem.Kind.COMMIT_UNKNOWN) {
                tally.clear();
            }
            throw e;
        }
    }

    /// Fills in how many people used each feature on the days that are over, and forgets what is old.
    ///
    /// @param people how long it is known, as a digest, who it was; at least two days
    /// @param days   how long the days are kept
    /// @return how many days of features were filled in
    public int rollUp(Duration people, Duration days) {
        if (people.compareTo(Duration.ofDays(2)) < 0 || days.compareTo(people) < 0) {
            throw new IllegalArgumentException("people are known for two days at least, and days not less than people");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return database.inTransaction(c -> {
            int filled = UsageSql.before(c, sql("rollup.sql"), today);
            UsageSql.forget(c, schema, "pgsteady_usage_people", today.minusDays(people.toDays()));
            UsageSql.forget(c, schema, "pgsteady_usage_days", today.minusDays(days.toDays()));
            return filled;
        });
    }

    /// The days from one to another, both included, by day, feature and tenant.
    public List<UsageDay> days(LocalDate from, LocalDate to) {
        return database.read(c -> UsageSql.days(c, schema, from, to));
    }

    private String sql(String name) {
        return SchemaSql.read(Usage.class, name, schema);
    }

    private String digest(String person) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(person.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes what is left. What cannot be written is lost, and counted as dropped.
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Problem e) {
            LOG.log(System.Logger.Level.WARNING, "uses were lost: {0}", e.getMessage());
        }
    }
}
