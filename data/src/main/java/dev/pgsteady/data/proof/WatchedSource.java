package dev.pgsteady.data.proof;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.PlainDataSource;
import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The data source that a flow uses: each connection goes to the database of the run that is under way, and every
/// statement passes the saboteur.
final class WatchedSource extends PlainDataSource {
    private volatile Optional<Run> run = Optional.empty();
    private final List<Connection> open = new CopyOnWriteArrayList<>();

    /// A run of the flow: where, and who is in its way.
    record Run(ConnectionSettings settings, Saboteur saboteur) {}

    void begin(Run next) {
        run = Optional.of(next);
    }

    /// Closes what the flow left open, as the end of its process would.
    void end() throws SQLException {
        run = Optional.empty();
        for (Connection connection : open) {
            connection.close();
        }
        open.clear();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Run now = run.orElseThrow(() -> new SQLException("no proof is under way", "08003"));
        try {
            Connection real = Database.connect(now.settings());
            open.add(real);
            return WatchedCalls.connection(real, now.saboteur());
        } catch (Problem e) {
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }
}
