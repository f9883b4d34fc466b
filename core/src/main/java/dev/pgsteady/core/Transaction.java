package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// One transaction on one connection: begun, then committed or rolled back, whatever happens.
final class Transaction {
    private final Connection connection;
    private final TransactionOptions options;
    private boolean doomed;

    Transaction(Connection connection, TransactionOptions options) {
        this.connection = connection;
        this.options = options;
    }

    <T> T run(Work<T> work, Attempt attempt) throws SQLException {
        try {
            begin(attempt);
            attempt.working();
            T result = work.on(connection);
            if (doomed) {
                throw new IllegalStateException(
                        "work inside this transaction failed and its failure was swallowed, so nothing is committed");
            }
            attempt.committing();
            connection.commit();
            leave();
            return result;
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
    }

    /// It is committed, and a connection that broke since then changes nothing of that.
    private void leave() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection broke after its commit", e);
        }
    }

    /// Runs work inside this transaction. When it fails the whole transaction is rolled back, even if the
    /// failure is caught on the way out.
    <T> T join(TransactionOptions wanted, Work<T> work) throws SQLException {
        if (!wanted.fitsInto(options)) {
            throw new IllegalStateException(
                    "a transaction that is " + words(wanted) + " cannot run inside one that is " + words(options));
        }
        try {
            return work.on(connection);
        } catch (Throwable e) {
            doomed = true;
            throw e;
        }
    }

    /// BEGIN travels with these statements: one round trip in all.
    private void begin(Attempt attempt) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(options.sql(attempt));
        }
    }

    /// A connection that cannot even be rolled back is broken; the failure that led here is the one that counts.
    private void rollBack(Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static String words(TransactionOptions options) {
        return options.isolation() + (options.readOnly() ? " and read only" : " and writes");
    }
}
