package dev.pgsteady.data.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;

/// Counts the statements of one run of a flow, and breaks one of them.
final class Saboteur {
    private static final int LONGEST = 120;

    private final int broken;
    private final Fault fault;
    private final Connection other;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    /// @param broken the statement to break, from 1; 0 for none
    /// @param other  a connection that is not the flow's
    Saboteur(int broken, Fault fault, Connection other) {
        this.broken = broken;
        this.fault = fault;
        this.other = other;
    }

    /// The statements so far, without literals.
    List<String> seen() {
        return List.copyOf(seen);
    }

    /// A statement is about to be sent.
    ///
    /// @throws SQLException when this one is to be refused
    void before(Connection connection, String sql) throws SQLException {
        int number;
        synchronized (seen) {
            seen.add(plain(sql));
            number = seen.size();
        }
        if (number == broken) {
            switch (fault) {
                case SQL_ERROR -> refuse(connection);
                case SESSION_ENDED -> end(connection);
            }
        }
    }

    /// A statement that the server refuses in the statement's place: it aborts the transaction that is open.
    private static void refuse(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin raise exception 'refused to see what happens then'; end $$");
        }
    }

    private void end(Connection connection) throws SQLException {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (PreparedStatement statement = other.prepareStatement("select pg_catalog.pg_terminate_backend(?, 10000)")) {
            statement.setInt(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    /// A statement for people: on one line, short, without what stands in quotes.
    private static String plain(String sql) {
        String text = sql.replaceAll("'(?:[^']|'')*'", "'...'").replaceAll("\\s+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
