package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.selftest.Bench.Spot;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What may happen to the server while a backup is taken of it.
final class SourceTrials {
    private SourceTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "connection cut",
                        "The backup's connections were terminated while rows were copied.",
                        "The backup fails, nothing of it is listed, and the one before restores.",
                        SourceTrials::cut),
                new Trial(
                        "table dropped",
                        "Somebody tried to drop a table while it was copied.",
                        "The drop waits; the backup has every row.",
                        SourceTrials::dropped),
                new Trial(
                        "table locked",
                        "A table was held locked for longer than the backup waits.",
                        "The backup fails as a whole.",
                        SourceTrials::locked),
                new Trial(
                        "rows hidden",
                        "The backup's role sees only some rows (row-level security).",
                        "The backup is refused, and the table named.",
                        SourceTrials::hidden),
                new Trial(
                        "two at once",
                        "A second backup was begun while one was taken.",
                        "One is taken; the other says who works there.",
                        SourceTrials::two));
    }

    /// Does something once, at the first sign of progress.
    private static WorkProgress meanwhile(Runnable work) {
        AtomicReference<Optional<Runnable>> once = new AtomicReference<>(Optional.of(work));
        return (stage, done, all) -> once.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    }

    private static Optional<Problem> failure(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e);
        }
    }

    private static String cut(Bench bench) {
        try (Spot spot = bench.spot()) {
            BackupSet before = bench.take(spot.repository());
            bench.change();
            WorkProgress cutting = meanwhile(() -> bench.execute(
                    bench.postgres(),
                    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = '%s'"
                            .formatted(Bench.SHOP)));
            Problem failed = failure(() -> bench.take(spot.repository(), cutting))
                    .orElseThrow(() -> new Trial.Missed("The backup passed without its connections."));
            Trial.require(spot.repository().sets().equals(List.of(before)), "A backup is listed that failed.");
            bench.requireRestores(spot.repository(), before);
            return "It failed: " + failed.getMessage();
        }
    }

    private static String dropped(Bench bench) {
        try (Spot spot = bench.spot()) {
            String rows = bench.value(bench.shop(), "SELECT count(*) FROM customers");
            AtomicReference<Optional<Problem>> refused = new AtomicReference<>(Optional.empty());
            WorkProgress dropping = meanwhile(() -> refused.set(failure(() -> bench.execute(
                    bench.shop(), "SET lock_timeout = '300ms'; DROP TABLE orders; TRUNCATE customers CASCADE"))));
            BackupSet set = bench.take(spot.repository(), dropping);
            Trial.require(refused.get().isPresent(), "The table could be dropped while it was copied.");
            bench.requireRestores(spot.repository(), set);
            return "The drop gave up waiting; the backup has %,d rows, %s of them customers."
                    .formatted(set.rows(), rows);
        }
    }

    private static String locked(Bench bench) throws SQLException {
        try (Spot spot = bench.spot();
                Connection holder = Database.connect(bench.shop());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            Problem failed = failure(() -> bench.take(spot.repository()))
                    .orElseThrow(() -> new Trial.Missed("The backup passed, although a table could not be read."));
            holder.rollback();
            Trial.require(spot.repository().sets().isEmpty(), "A backup is listed that failed.");
            return "It failed: " + failed.getMessage();
        }
    }

    private static String hidden(Bench bench) {
        String role = "self_test_backup";
        Secret password = Secret.of(Long.toHexString(bench.random().nextLong()));
        bench.execute(bench.shop(), """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1$s;
                GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO %1$s;
                ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
                CREATE POLICY half ON orders TO %1$s USING (id %% 2 = 0)""".formatted(role, password.reveal()));
        try (Spot spot = bench.spot()) {
            ConnectionSettings as = ConnectionSettings.to(
                            bench.address().host(), bench.address().port(), Bench.SHOP, role)
                    .withPassword(password);
            Problem failed = failure(() -> bench.take(spot.repository(), as, WorkProgress.NONE))
                    .orElseThrow(() -> new Trial.Missed("The backup passed with a part of the rows."));
            Trial.require(
                    String.valueOf(failed.getMessage()).contains("orders"),
                    "It was refused for: " + failed.getMessage());
            return "It was refused: " + failed.getMessage();
        } finally {
            bench.execute(
                    bench.shop(),
                    "DROP POLICY half ON orders; ALTER TABLE orders DISABLE ROW LEVEL SECURITY; DROP OWNED BY %1$s; DROP ROLE %1$s"
                            .formatted(role));
        }
    }

    private static String two(Bench bench) {
        try (Spot spot = bench.spot()) {
            AtomicReference<Optional<Problem>> second = new AtomicReference<>(Optional.empty());
            BackupSet set = bench.take(
                    spot.repository(), meanwhile(() -> second.set(failure(() -> bench.take(spot.repository())))));
            Problem refused = second.get().orElseThrow(() -> new Trial.Missed("Both were taken at the same time."));
            Trial.require(refused.kind() == Problem.Kind.BUSY, "The other failed of: " + refused.getMessage());
            Trial.require(spot.repository().sets().equals(List.of(set)), "Another number of backups is listed.");
            bench.requireRestores(spot.repository(), set);
            return "The other was told: " + refused.getMessage();
        }
    }
}
