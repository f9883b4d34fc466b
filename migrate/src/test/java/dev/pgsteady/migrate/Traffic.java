package dev.pgsteady.migrate;

import dev.pgsteady.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Somebody who reads and somebody who writes a table, one statement after the other, and how long the slowest took.
final class Traffic implements AutoCloseable {
    private static final String READ = "SELECT total FROM orders WHERE id = ?";
    private static final String CHANGE = "UPDATE orders SET total = total + 1 WHERE id = ?";
    private static final String ADD = "INSERT INTO orders (customer_id, total) VALUES (?, 1)";

    private final TestDatabase database;
    private final int rows;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Future<Result>> running = new ArrayList<>();
    private final CountDownLatch flowing = new CountDownLatch(2);
    private volatile boolean over;

    /// @param rows how many orders there are at least, their ids from 1 on
    Traffic(TestDatabase database, int rows) throws InterruptedException {
        this.database = database;
        this.rows = rows;
        running.add(threads.submit(() -> keepOn(READ)));
        running.add(threads.submit(() -> keepOn(CHANGE, ADD)));
        flowing.await();
    }

    /// How many statements one of them sent, and how long the slowest took.
    record Result(int statements, long slowestMillis) {}

    private Result keepOn(String... statements) throws SQLException {
        SplittableRandom random = new SplittableRandom(7);
        int sent = 0;
        long slowest = 0;
        try (Connection connection = database.connect()) {
            List<PreparedStatement> prepared = new ArrayList<>();
            for (String sql : statements) {
                prepared.add(connection.prepareStatement(sql));
            }
            while (!over) {
                PreparedStatement next = prepared.get(sent++ % prepared.size());
                next.setLong(1, 1 + random.nextInt(rows));
                long from = System.nanoTime();
                next.execute();
                slowest = Math.max(slowest, System.nanoTime() - from);
                if (sent == 1) {
                    flowing.countDown();
                }
            }
        }
        return new Result(sent, slowest / 1_000_000);
    }

    /// Ends it.
    ///
    /// @return the reader's, then the writer's
    List<Result> end() throws InterruptedException, ExecutionException {
        over = true;
        return List.of(running.get(0).get(), running.get(1).get());
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
