package dev.pgsteady.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks, from a connection of its own, for whom a session waits, while that one has a statement under way.
final class BlockerWatch implements AutoCloseable {
    private static final long SHORTEST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 500;

    private static final System.Logger LOG = System.getLogger(BlockerWatch.class.getName());

    private final Connection connection;
    private final String query;
    private final long millis;
    private final Consumer<RunEvent> events;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "pgsteady blockers");
    private Optional<Place> under = Optional.empty();
    private List<Blocker> last = List.of();

    private record Place(Step step, String words, long since) {}

    BlockerWatch(Connection connection, int pid, Duration lockTimeout, Consumer<RunEvent> events) {
        this.connection = connection;
        this.query = """
                SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.state, ''),
                    coalesce(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start)), 0)::bigint
                FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(%d)) AS b (pid)
                JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
                GROUP BY 1, 2, 3, 4 ORDER BY 4 DESC, 1""".formatted(pid);
        this.millis = Math.clamp(lockTimeout.toMillis() / 5, SHORTEST_MILLIS, LONGEST_MILLIS);
        this.events = events;
        thread.setDaemon(true);
        thread.start();
    }

    /// A statement is sent now.
    synchronized void under(Step step, String place) {
        under = Optional.of(new Place(step, place, System.nanoTime()));
        last = List.of();
    }

    /// No statement is under way.
    synchronized void nothing() {
        under = Optional.empty();
    }

    /// Who was in the way of the last statement, as far as it was seen.
    synchronized List<Blocker> last() {
        return last;
    }

    private void watch() {
        try {
            while (!end.await(millis, TimeUnit.MILLISECONDS)) {
                waiting().ifPresent(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What has been under way for a while.
    private synchronized Optional<Place> waiting() {
        return under.filter(place -> System.nanoTime() - place.since() >= millis * 500_000);
    }

    private void look(Place place) {
        try {
            List<Blocker> found = read();
            if (remember(place, found)) {
                events.accept(new RunEvent.Blocked(place.step(), place.words(), found));
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "who is in the way could not be read", e);
        }
    }

    /// Whether there is something new to say.
    private synchronized boolean remember(Place place, List<Blocker> found) {
        if (found.isEmpty() || !under.equals(Optional.of(place))) {
            return false;
        }
        boolean known = pids(found).equals(pids(last));
        last = found;
        return !known;
    }

    private static List<Integer> pids(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::pid).toList();
    }

    private List<Blocker> read() throws SQLException {
        List<Blocker> blockers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                blockers.add(new Blocker(
                        rows.getInt(1), rows.getString(2), rows.getString(3), Duration.ofSeconds(rows.getLong(4))));
            }
        }
        return blockers;
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
