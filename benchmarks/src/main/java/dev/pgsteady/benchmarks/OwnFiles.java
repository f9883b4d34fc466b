package dev.pgsteady.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small revisions as pgsteady has them, each after the one before.
final class OwnFiles {
    private OwnFiles() {}

    /// Writes the first so many into a folder that is there.
    static void write(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("%05d.sql".formatted(i)), revision(i));
        }
    }

    private static String id(int i) {
        return "%012x".formatted(0xa00000000000L + i);
    }

    private static String revision(int i) {
        return """
                -- revision: %s
                -- parents: %s
                -- message: step %d
                -- made: 2026-01-01T00:00:00Z from hand
                -- transactional: yes

                -- upgrade
                %s

                -- downgrade
                %s
                """.formatted(id(i), i == 0 ? "none" : id(i - 1), i, up(i), down(i));
    }

    /// The SQL of one of them, which makes a table, adds to it or makes an index.
    static String up(int i) {
        String table = "t" + i / 3;
        return switch (i % 3) {
            case 0 -> "CREATE TABLE " + table + " (id bigint PRIMARY KEY, name text NOT NULL);";
            case 1 -> "ALTER TABLE " + table + " ADD COLUMN note text;";
            default -> "CREATE INDEX ON " + table + " (name);";
        };
    }

    private static String down(int i) {
        String table = "t" + i / 3;
        return switch (i % 3) {
            case 0 -> "DROP TABLE " + table + ";";
            case 1 -> "ALTER TABLE " + table + " DROP COLUMN note;";
            default -> "DROP INDEX " + table + "_name_idx;";
        };
    }
}
