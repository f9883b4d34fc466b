package dev.pgsteady.backup.physical;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// What would be lost if the server were lost now.
///
/// @param current  up to where the log is on the server's disk
/// @param received up to where a receiver has it; empty when none is connected to the slot
/// @param archived up to where the repository has it; empty when it has nothing
/// @param behind   how long ago the receiver had what was the newest then; empty when it is not connected
///                 or idle
public record RecoveryPoint(Lsn current, Optional<Lsn> received, Optional<Lsn> archived, Optional<Duration> behind) {
    private static final String QUERY = """
            SELECT pg_current_wal_flush_lsn()::text, r.write_lsn::text,
                   (extract(epoch FROM r.write_lag) * 1000)::bigint,
                   (SELECT setting::int FROM pg_settings WHERE name = 'wal_segment_size')
              FROM (SELECT 1) one
              LEFT JOIN pg_replication_slots s ON s.slot_name = ?
              LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid""";

    /// Asks the server and the archive.
    public static RecoveryPoint measure(ConnectionSettings settings, String slot, WalArchive archive) {
        try (Connection connection = Database.connect(settings);
                PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Lsn current = Lsn.parse(row.getString(1));
                Optional<Lsn> received = Optional.ofNullable(row.getString(2)).map(Lsn::parse);
                long lag = row.getLong(3);
                Optional<Duration> behind = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(lag));
                return new RecoveryPoint(current, received, archive.list().newest(row.getInt(4)), behind);
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// Bytes of the log that go with the server's disk.
    public long lostWithServer() {
        return lost(received);
    }

    /// Bytes of the log that go when the receiver's machine is lost as well.
    public long lostWithReceiver() {
        return lost(archived);
    }

    private long lost(Optional<Lsn> safe) {
        return Math.max(0, current.minus(safe.orElse(new Lsn(0))));
    }
}
