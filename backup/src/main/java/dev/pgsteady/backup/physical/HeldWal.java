package dev.pgsteady.backup.physical;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A session beside the copying: a temporary slot of its keeps the server from removing WAL that the copy
/// needs, and goes away with it whatever becomes of this process.
final class HeldWal implements AutoCloseable {
    private static final String SLOT = """
            SELECT pg_create_physical_replication_slot('pgsteady_copy_' || pg_backend_pid(), true, true)""";

    private static final String SUMMARIES = """
            SELECT min(start_lsn)::text FROM pg_available_wal_summaries(), pg_control_checkpoint() WHERE tli = timeline_id""";

    private final Connection connection;
    private final PhysicalFacts facts;

    private HeldWal(Connection connection, PhysicalFacts facts) {
        this.connection = connection;
        this.facts = facts;
    }

    /// Looks at the server and begins to hold its WAL.
    ///
    /// @throws Problem as [PhysicalFacts#requireReady()]
    static HeldWal on(ConnectionSettings settings) {
        Connection connection = Database.connect(settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_session_timeout = 0; SET statement_timeout = 0");
            PhysicalFacts facts = PhysicalFacts.read(connection);
            facts.requireReady();
            if (facts.slots() > 0) {
                statement.execute(SLOT);
            }
            return new HeldWal(connection, facts);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw StatementWords.of(e);
        } catch (Problem e) {
            closeQuietly(connection);
            throw e;
        }
    }

    PhysicalFacts facts() {
        return facts;
    }

    /// Where on its timeline the server began to note which blocks change; empty when it has not yet.
    Optional<Lsn> summarizedFrom() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SUMMARIES)) {
            row.next();
            return Optional.ofNullable(row.getString(1)).map(Lsn::parse);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// The server's clock.
    Instant now() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static boolean closeQuietly(Connection connection) {
        try {
            connection.close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }
}
