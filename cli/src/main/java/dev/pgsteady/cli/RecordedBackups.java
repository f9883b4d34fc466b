package dev.pgsteady.cli;

import dev.pgsteady.backup.BackupFact;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.readiness.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the repository shows about a database's backups, as evidence for a check.
record RecordedBackups(Console console, Configuration configuration) {
    /// None when there is no repository. One that cannot be read is said, and shows nothing.
    Evidence evidence(ConnectionSettings settings, Connection connection) {
        StoreOption store = new StoreOption();
        try {
            String address = store.chosen(configuration);
            if (store.unnamed(configuration) && !Files.isDirectory(Path.of(address))) {
                return Evidence.none();
            }
            try (Repository repository = store.open(configuration)) {
                KeepPolicy policy = KeepPolicy.of(configuration.backup().keep());
                Optional<String> server = identifier(connection);
                List<BackupSet> sets = repository.sets().stream()
                        .filter(b -> b.holds(settings.database(), server))
                        .toList();
                List<BackupFact> facts = BackupFact.of(repository, sets, policy, Instant.now());
                return new Evidence(facts.stream().map(RecordedBackups::item).toList());
            }
        } catch (Problem e) {
            console.note("The backups are not counted. " + e.getMessage() + " " + e.next());
            return Evidence.none();
        }
    }

    /// Which server it is; empty where the role may not see it.
    private static Optional<String> identifier(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Evidence.Item item(BackupFact fact) {
        return new Evidence.Item(Evidence.Kind.valueOf(fact.kind().name()), fact.at(), fact.passed(), fact.summary());
    }
}
