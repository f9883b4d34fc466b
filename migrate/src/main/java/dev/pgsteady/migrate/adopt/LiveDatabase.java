package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A database that is in use, as its application sees it.
///
/// @param name      the database's
/// @param role      who reads it, and who will carry revisions out
/// @param histories what other tools say in it
/// @param schema    without what migration tools keep for themselves
record LiveDatabase(String name, String role, List<ForeignHistory> histories, Model schema) {
    LiveDatabase {
        histories = List.copyOf(histories);
    }

    /// Reads it, and makes its roles on the server where it will be compared.
    ///
    /// @throws Problem when it cannot be reached or read
    static LiveDatabase read(ConnectionSettings settings, HistoryTable ours, TrialServer server) {
        try (Connection connection = Database.connect(settings)) {
            Model model = new ModelReader().read(connection);
            server.roles(model.snapshot().cluster());
            List<ForeignHistory> histories =
                    ForeignHistory.in(connection, model.snapshot().schema());
            Bookkeeping aside = Bookkeeping.in(model.snapshot().schema(), histories, ours);
            return new LiveDatabase(
                    settings.database(), model.snapshot().server().role(), histories, model.without(aside));
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection did not close in order: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }
}
