package dev.pgsteady.migrate;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Connects, and reads what a database says of its revisions, while something else is done: with thousands of files
/// each takes as long as the other.
final class Asking {
    private final Aside<Answer> answer;
    private final boolean opens;

    private Asking(Aside<Answer> answer, boolean opens) {
        this.answer = answer;
        this.opens = opens;
    }

    /// @param connection that it was asked on
    /// @param history    what it said
    record Answer(Connection connection, History history) {}

    /// Begins it.
    ///
    /// @param open the connection to ask on; empty to open one
    static Asking begin(Optional<Connection> open, ConnectionSettings settings, HistoryTable table) {
        return new Asking(
                Aside.begin(() -> ask(open.orElseGet(() -> Database.connect(settings)), table)), open.isEmpty());
    }

    private static Answer ask(Connection connection, HistoryTable table) {
        try {
            return new Answer(connection, History.read(connection, table));
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /// Waits for the answer. Where there is none, the connection is closed.
    ///
    /// @throws dev.pgsteady.core.Problem when it cannot be connected to or read
    Answer join() {
        return answer.join();
    }

    /// Closes a connection of its own as soon as it is there, and does not wait for that.
    void giveUp() {
        if (opens) {
            answer.then(a -> {
                close(a.connection());
                return a;
            });
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Asking.class.getName()).log(System.Logger.Level.DEBUG, "closing the connection failed", e);
        }
    }
}
