package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.BackupFact;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Holdings;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a repository and its copies show about the backups of a database.
///
/// @param encrypted whether the repository is
/// @param holdings  of what kinds the backups in it are
/// @param facts     for who judges
/// @param notes     what could not be looked at, in sentences
public record BackupRecords(boolean encrypted, Holdings holdings, List<BackupFact> facts, List<String> notes) {
    private static final Pattern LOOPBACK = Pattern.compile("(@|//)(127\\.|localhost|\\[::1])");

    public BackupRecords {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
    }

    /// Whose backups.
    ///
    /// @param server the system identifier of the database's server; empty where it cannot be told
    /// @param state  a folder of the machine that the database would be lost with
    /// @param now    what a loss would be counted to
    public record Subject(String database, Optional<String> server, Path state, Instant now) {
        /// The database of a connection.
        public static Subject of(String database, Connection connection, Path state) {
            return new Subject(database, Upkeep.identifier(connection), state, Instant.now());
        }
    }

    /// @throws Problem when the repository cannot be read; a copy that cannot is noted
    public static BackupRecords of(Places places, Configuration.Backup said, Subject subject) {
        List<String> notes = new ArrayList<>();
        try (Repository repository = places.repository()) {
            List<BackupSet> sets = repository.sets().stream()
                    .filter(b -> b.holds(subject.database(), subject.server()))
                    .toList();
            List<BackupFact> facts =
                    new ArrayList<>(BackupFact.of(repository, sets, KeepPolicy.of(said.keep()), subject.now()));
            if (elsewhere(places.address(), subject.state())) {
                BackupFact.copy(sets, sets, repository.words()).ifPresent(facts::add);
            }
            for (String place : said.copies()) {
                if (elsewhere(place, subject.state())) {
                    try (Repository there = places.at(place)) {
                        BackupFact.copy(sets, there.sets(), there.words()).ifPresent(facts::add);
                    } catch (Problem e) {
                        notes.add("A copy of the backups is not counted. " + Outcome.words(e));
                    }
                }
            }
            return new BackupRecords(repository.encrypted(), Holdings.of(repository), facts, notes);
        }
    }

    /// Whether a store survives the loss of this machine: it is not on it, and not in the file system of its state.
    static boolean elsewhere(String address, Path state) {
        if (address.contains("://") && !address.startsWith("file:")) {
            return !LOOPBACK.matcher(address).find();
        }
        try {
            Path folder = Path.of(address.replaceFirst("^file://", ""));
            return Files.exists(folder) && !Files.getFileStore(folder).equals(Files.getFileStore(state));
        } catch (IOException e) {
            return false;
        }
    }
}
