package dev.pgsteady.cli;

import dev.pgsteady.backup.BackupFact;
import dev.pgsteady.backup.upkeep.BackupRecords;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.readiness.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

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
            BackupRecords records = BackupRecords.of(
                    store.places(configuration),
                    configuration.backup(),
                    BackupRecords.Subject.of(settings.database(), connection, ServerOption.stateDirectory()));
            records.notes().forEach(console::note);
            List<BackupFact> runbook = RunbookVerb.facts(
                    configuration,
                    RunbookVerb.setup(
                            settings,
                            configuration,
                            new RunbookVerb.Stock(address, records.encrypted(), records.holdings())));
            return new Evidence(Stream.concat(records.facts().stream(), runbook.stream())
                    .map(RecordedBackups::item)
                    .toList());
        } catch (Problem e) {
            console.note("The backups are not counted. " + e.getMessage() + " " + e.next());
            return Evidence.none();
        }
    }

    private static Evidence.Item item(BackupFact fact) {
        return new Evidence.Item(Evidence.Kind.valueOf(fact.kind().name()), fact.at(), fact.passed(), fact.summary());
    }
}
