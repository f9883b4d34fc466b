package dev.pgsteady.backup.physical;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Sessions that commit one row after the other, and know which commits the server acknowledged.
final class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final List<AtomicLong> acknowledged = new ArrayList<>();
    private volatile boolean stop;

    static Writers on(Primary primary, int count) {
        primary.execute("create table if not exists written (writer int, n bigint,"
                + " at timestamptz default clock_timestamp(), primary key (writer, n))");
        Writers writers = new Writers();
        for (int i = 0; i < count; i++) {
            int number = i;
            AtomicLong last = new AtomicLong();
            writers.acknowledged.add(last);
            writers.threads.add(Thread.ofPlatform().start(() -> writers.write(primary, number, last)));
        }
        return writers;
    }

    private void write(Primary primary, int number, AtomicLong last) {
        try (Connection connection = primary.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into written (writer, n) values (?, ?)")) {
            insert.setInt(1, number);
            for (long n = 1; !stop; n++) {
                insert.setLong(2, n);
                insert.executeUpdate();
                last.set(n);
            }
        } catch (SQLException killed) {
            stop = true;
        }
    }

    long acknowledged() {
        return acknowledged.stream().mapToLong(AtomicLong::get).sum();
    }

    /// How many acknowledged commits a server does not have.
    long missing(Connection connection) throws SQLException {
        long missing = 0;
        for (int i = 0; i < acknowledged.size(); i++) {
            long there = Long.parseLong(Primary.text(
                    connection,
                    "select count(*) from written where writer = %d and n <= %d"
                            .formatted(i, acknowledged.get(i).get())));
            missing += acknowledged.get(i).get() - there;
        }
        return missing;
    }

    /// How long before the last commit of a server the first was made that another one lacks.
    Duration tail(Connection server, Connection other) throws SQLException {
        List<String> lacking = new ArrayList<>(List.of("false"));
        for (int i = 0; i < acknowledged.size(); i++) {
            String newest =
                    Primary.text(other, "select coalesce(max(n), 0) from written where writer = %d".formatted(i));
            lacking.add("writer = %d and n > %s".formatted(i, newest));
        }
        String seconds = Primary.text(
                server,
                "select coalesce(extract(epoch from (select max(at) from written) - min(at)), 0) from written where "
                        + String.join(" or ", lacking));
        return Duration.ofNanos((long) (Double.parseDouble(seconds) * 1e9));
    }

    @Override
    public void close() {
        finish();
    }

    /// Waits until none of them writes any more.
    void finish() {
        stop = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
