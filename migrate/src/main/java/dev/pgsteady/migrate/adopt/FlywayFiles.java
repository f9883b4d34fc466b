package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.migrate.FlywayFolder.Versioned;
import dev.pgsteady.migrate.Revision;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Flyway's files beside what Flyway's history says.
///
/// @param files   in the order of their versions
/// @param history the checksum of each version that is applied; empty where Flyway keeps none
record FlywayFiles(List<Versioned> files, Map<String, Optional<Integer>> history) {
    private static final String APPLIED = """
            SELECT version, checksum FROM {} h
             WHERE success AND version IS NOT NULL AND type !~ '^(UNDO|DELETE|SCHEMA)'
               AND NOT EXISTS (SELECT FROM {} u WHERE u.version = h.version AND u.type ~ '^(UNDO|DELETE)'
                                                  AND u.installed_rank > h.installed_rank)
             ORDER BY installed_rank""";

    FlywayFiles {
        files = List.copyOf(files);
        history = new LinkedHashMap<>(history);
    }

    /// What the one history of Flyway's says.
    static Map<String, Optional<Integer>> history(ConnectionSettings settings, LiveDatabase live) {
        List<QualifiedName> tables = live.histories().stream()
                .filter(h -> h.tool() == ForeignTool.FLYWAY)
                .map(h -> h.tables().getFirst())
                .toList();
        if (tables.size() != 1) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The database %s has %s of Flyway's."
                            .formatted(live.name(), tables.isEmpty() ? "no history" : tables.size() + " histories"),
                    "Keep a folder for one history of Flyway's; adopt without --keep-folder otherwise.");
        }
        Map<String, Optional<Integer>> applied = new LinkedHashMap<>();
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        APPLIED.replace("{}", tables.getFirst().sql()))) {
            while (rows.next()) {
                applied.put(rows.getString(1), Optional.ofNullable(rows.getObject(2, Integer.class)));
            }
            return applied;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// The revisions that Flyway applied, when the files are those that it applied.
    ///
    /// @throws Problem REVISION with the files that are missing, edited or left out
    List<Revision> applied() {
        List<String> wrong = new ArrayList<>();
        Set<String> missing = new TreeSet<>(history.keySet());
        files.forEach(f -> missing.remove(f.version()));
        missing.forEach(v -> wrong.add("version " + v + " has no file"));
        List<Versioned> pending = new ArrayList<>();
        List<Revision> applied = new ArrayList<>();
        for (Versioned file : files) {
            Optional<Optional<Integer>> entry = Optional.ofNullable(history.get(file.version()));
            if (entry.isEmpty()) {
                pending.add(file);
                continue;
            }
            applied.add(file.revision());
            pending.forEach(p -> wrong.add(name(p) + " is not applied, and a later one is"));
            pending.clear();
            if (entry.get().filter(c -> c != file.checksum()).isPresent()) {
                wrong.add(name(file) + " was edited after it was applied");
            }
        }
        if (!wrong.isEmpty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The files are not those that Flyway applied: " + String.join("; ", wrong) + ".",
                    "Nothing was changed. Put the files right ('flyway validate' must agree), or adopt without"
                            + " --keep-folder.");
        }
        return applied;
    }

    /// How many files are not applied.
    int pending() {
        return (int)
                files.stream().filter(f -> !history.containsKey(f.version())).count();
    }

    private static String name(Versioned file) {
        return String.valueOf(file.revision().file().getFileName());
    }
}
