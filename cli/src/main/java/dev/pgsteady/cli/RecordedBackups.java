package dev.pgsteady.cli;

import dev.pgsteady.backup.BackupFact;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.readiness.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the repository shows about a database's backups, as evidence for a check.
record RecordedBackups(Console console, Configuration configuration) {
    private static final Pattern LOOPBACK = Pattern.compile("(@|//)(127\\.|localhost|\\[::1])");

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
                List<BackupFact> facts = new ArrayList<>(BackupFact.of(repository, sets, policy, Instant.now()));
                facts.addAll(RunbookVerb.facts(
                        configuration, RunbookVerb.setup(settings, configuration, address, repository.encrypted())));
                if (elsewhere(address)) {
                    BackupFact.copy(sets, sets, repository.words()).ifPresent(facts::add);
                }
                configuration.backup().copies().stream()
                        .filter(RecordedBackups::elsewhere)
                        .forEach(place -> copy(place, sets).ifPresent(facts::add));
                return new Evidence(facts.stream().map(RecordedBackups::item).toList());
            }
        } catch (Problem e) {
            console.note("The backups are not counted. " + e.getMessage() + " " + e.next());
            return Evidence.none();
        }
    }

    private Optional<BackupFact> copy(String place, List<BackupSet> sets) {
        try (Repository there = Repository.open(StoreOption.store(place), StoreOption.passphrase(configuration))) {
            return BackupFact.copy(sets, there.sets(), there.words());
        } catch (Problem e) {
            console.note("A copy of the backups is not counted. " + e.getMessage() + " " + e.next());
            return Optional.empty();
        }
    }

    /// Whether a store survives the loss of this machine: it is not on it, and not in the file system of
    /// its state.
    private static boolean elsewhere(String address) {
        if (address.contains("://") && !address.startsWith("file:")) {
            return !LOOPBACK.matcher(address).find();
        }
        try {
            Path folder = Path.of(address.replaceFirst("^file://", ""));
            return Files.exists(folder)
                    && !Files.getFileStore(folder).equals(Files.getFileStore(ServerOption.stateDirectory()));
        } catch (IOException e) {
            return false;
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
