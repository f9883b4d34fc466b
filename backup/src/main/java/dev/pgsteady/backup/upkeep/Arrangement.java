package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the backups of databases are to be kept.
///
/// @param server    any database of the server
/// @param databases of which backups are taken; at least one
/// @param keep      which backups stay
/// @param copies    the stores that get a copy of each backup
/// @param smoke     the user's own queries for drills
/// @param scratch   a folder with room for a whole server, for drills of physical backups
public record Arrangement(
        ConnectionSettings server,
        List<String> databases,
        KeepPolicy keep,
        List<String> copies,
        List<String> smoke,
        Path scratch) {
    public Arrangement {
        databases = List.copyOf(databases);
        copies = List.copyOf(copies);
        smoke = List.copyOf(smoke);
        if (databases.isEmpty()) {
            throw new IllegalArgumentException("no database");
        }
    }

    /// What a configuration says. The database of the connection is meant when it names none.
    ///
    /// @throws Problem CONFIGURATION, or FILE when the queries cannot be read
    public static Arrangement of(Configuration.Backup said, ConnectionSettings server, Path scratch) {
        return new Arrangement(
                server,
                said.databases().isEmpty() ? List.of(server.database()) : said.databases(),
                KeepPolicy.of(said.keep()),
                said.copies(),
                smoke(said.smoke()),
                scratch);
    }

    /// A query on each line of the file; `--` begins a comment.
    ///
    /// @throws Problem FILE when it cannot be read
    public static List<String> smoke(Optional<Path> file) {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return Files.readString(file.get())
                    .lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty() && !l.startsWith("--"))
                    .map(l -> l.replaceAll(";$", ""))
                    .toList();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The queries of backup.smoke cannot be read: " + e.getMessage() + ".",
                    "Correct the file's name in pgsteady.toml.",
                    e);
        }
    }

    DrillOptions drill() {
        return new DrillOptions(DrillOptions.Level.CHECK, smoke, DrillOptions.USUAL.workers());
    }
}
