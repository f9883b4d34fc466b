package dev.pgsteady.data;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides which server a read goes to. A thread that has written reads from a replica only when that one has
/// replayed what was written.
final class Routes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Db.class.getName());
    private static final Duration STEP = Duration.ofMillis(5);

    private final Database primary;
    private final List<Replica> replicas;
    private final Freshness freshness;
    private final Pace pace;
    private final PrimaryLog log;
    private final AtomicInteger turn = new AtomicInteger();
    private final ThreadLocal<Own> own = ThreadLocal.withInitial(() -> Own.NOTHING);
    private final Optional<ScheduledExecutorService> watch;

    Routes(Database primary, DbOptions options) {
        this.primary = primary;
        this.replicas =
                options.replicas().stream().map(s -> new Replica(s, options)).toList();
        this.freshness = options.freshness();
        this.pace = options.session().pace();
        this.log = new PrimaryLog(pace.clock());
        this.watch = replicas.isEmpty() ? Optional.empty() : Optional.of(watch());
    }

    /// What the calling thread wrote.
    ///
    /// @param pending whether it wrote since the place in the log was asked for
    /// @param lsn     a place in the log behind its writes
    private record Own(boolean pending, Optional<Lsn> lsn) {
        static final Own NOTHING = new Own(false, Optional.empty());
    }

    private ScheduledExecutorService watch() {
        look();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("pgsteady-replicas").factory());
        long millis = freshness.look().toMillis();
        var unused = watch.scheduleWithFixedDelay(this::lookSafely, millis, millis, TimeUnit.MILLISECONDS);
        return watch;
    }

    /// A task that throws is never run again.
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the replicas could not be looked at", e);
        }
    }

    /// Looks at the primary's log and at every replica.
    void look() {
        try {
            log.mark(primary.read(c -> lsn(c, "select pg_catalog.pg_current_wal_lsn()::text")));
        } catch (Problem e) {
            LOG.log(System.Logger.Level.DEBUG, "the primary does not say where its log is", e);
        }
        replicas.forEach(replica -> replica.look(log));
    }

    List<ReplicaStatus> statuses() {
        return replicas.stream().map(Replica::status).toList();
    }

    /// The replica in whose transaction the calling thread is.
    Optional<Replica> inside() {
        return replicas.stream().filter(Replica::inside).findFirst();
    }

    /// The replica that the calling thread's next read goes to; empty for the primary.
    Optional<Replica> choose() {
        List<Replica> usable =
                replicas.stream().filter(r -> r.usable().isPresent()).toList();
        if (usable.isEmpty()) {
            return Optional.empty();
        }
        Replica next = usable.get(Math.floorMod(turn.getAndIncrement(), usable.size()));
        Optional<Lsn> wanted = written();
        return wanted.isEmpty() || caughtUp(next, wanted.get()) ? Optional.of(next) : Optional.empty();
    }

    private boolean caughtUp(Replica replica, Lsn wanted) {
        Instant end = pace.clock().instant().plus(freshness.catchUp());
        try {
            while (!replica.has(wanted)) {
                if (!pace.clock().instant().isBefore(end)) {
                    return false;
                }
                pace.pause().of(STEP);
            }
            return true;
        } catch (Problem e) {
            replica.lost(String.valueOf(e.getMessage()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The calling thread wrote something. Where the log is then is only asked for when it matters.
    void wrote() {
        if (!replicas.isEmpty()) {
            own.set(new Own(true, own.get().lsn()));
        }
    }

    /// A place in the log behind all that the calling thread wrote; empty when it wrote nothing.
    Optional<Lsn> written() {
        if (own.get().pending()) {
            Lsn now = primary.read(c -> lsn(c, "select pg_catalog.pg_current_wal_insert_lsn()::text"));
            own.set(new Own(false, Optional.of(now)));
        }
        return own.get().lsn();
    }

    /// The calling thread goes on for somebody who wrote up to there.
    void continueAfter(Optional<Lsn> lsn) {
        own.set(new Own(false, lsn));
    }

    private static Lsn lsn(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    @Override
    public void close() {
        watch.ifPresent(ScheduledExecutorService::shutdownNow);
        replicas.forEach(Replica::close);
    }
}
