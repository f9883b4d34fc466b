package dev.pgsteady.backup.physical;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Watches how much of the log the server keeps for a slot. A slot that nobody reads fills the server's
/// disk until the server stops; losing the window into the past is the lesser evil.
///
/// @param settings the server
/// @param slot     the slot's name
/// @param limits   how much is too much
public record SlotGuard(ConnectionSettings settings, String slot, Limits limits) {
    /// How much the server may keep.
    ///
    /// @param warn bytes from which on it is said
    /// @param drop bytes from which on the slot is dropped
    public record Limits(long warn, long drop) {
        public Limits {
            if (warn < 1 || drop < warn) {
                throw new IllegalArgumentException("a slot is warned of before it is dropped");
            }
        }
    }

    /// How a slot is.
    public sealed interface State {
        /// A sentence about it.
        String words();

        /// There is no such slot.
        record Absent(String slot) implements State {
            @Override
            public String words() {
                return "There is no slot %s.".formatted(slot);
            }
        }

        /// The server keeps little for it.
        record Fine(long bytes) implements State {
            @Override
            public String words() {
                return "The server keeps %d MB for the slot.".formatted(bytes >> 20);
            }
        }

        /// The server keeps much for it.
        record Behind(long bytes, Limits limits) implements State {
            @Override
            public String words() {
                return "The server keeps %d MB for the slot%s: see why its receiver is behind."
                        .formatted(
                                bytes >> 20,
                                limits.drop() == Long.MAX_VALUE
                                        ? ""
                                        : ", which is dropped at %d MB".formatted(limits.drop() >> 20));
            }
        }

        /// It was dropped here.
        ///
        /// @param from the first position that the archive may lack
        record Dropped(Lsn from) implements State {
            @Override
            public String words() {
                return "The slot was dropped: the point-in-time window is broken from %s. Take a new physical backup."
                        .formatted(from);
            }
        }

        /// The server itself gave up keeping for it (`max_slot_wal_keep_size`).
        record Lost(String slot) implements State {
            @Override
            public String words() {
                return ("The server removed log that slot %s still needed: the point-in-time window is broken. Drop the"
                                + " slot, start the receiver again and take a new physical backup.")
                        .formatted(slot);
            }
        }
    }

    private record Row(Optional<Lsn> restart, long bytes, String status, Optional<Integer> pid) {}

    /// Looks, and drops the slot when the server keeps more for it than the limit. Whoever receives through
    /// it is cut off first.
    public State guard() {
        try (Connection connection = Database.connect(settings)) {
            return guard(connection);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private State guard(Connection connection) throws SQLException {
        Optional<Row> row = row(connection);
        if (row.isEmpty()) {
            return new State.Absent(slot);
        }
        Row found = row.get();
        if (found.status().equals("lost")) {
            return new State.Lost(slot);
        }
        if (found.bytes() < limits.warn()) {
            return new State.Fine(found.bytes());
        }
        if (found.bytes() < limits.drop() || found.restart().isEmpty()) {
            return new State.Behind(found.bytes(), limits);
        }
        drop(connection, found);
        return new State.Dropped(found.restart().get());
    }

    /// Waits in the server until the walsender is gone, since a slot in use cannot be dropped.
    private void drop(Connection connection, Row found) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (found.pid().isPresent()) {
                statement.execute("SELECT pg_terminate_backend(%d, 10000)"
                        .formatted(found.pid().get()));
            }
            statement.execute("SELECT pg_drop_replication_slot(%s)".formatted(Sql.literal(slot)));
        }
    }

    private Optional<Row> row(Connection connection) throws SQLException {
        String query = """
                SELECT restart_lsn::text, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
                       coalesce(wal_status, ''), active_pid
                  FROM pg_replication_slots WHERE slot_name =\s""" + Sql.literal(slot);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                return Optional.empty();
            }
            int pid = rows.getInt(4);
            return Optional.of(new Row(
                    Optional.ofNullable(rows.getString(1)).map(Lsn::parse),
                    rows.getLong(2),
                    rows.getString(3),
                    rows.wasNull() ? Optional.empty() : Optional.of(pid)));
        }
    }
}
