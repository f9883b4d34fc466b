package dev.pgsteady.readiness;

import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.testkit.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The schemas of real products, for the tests that read them.
public final class RealSchemas {
    private static final String EXTENSIONS = """
            create extension if not exists cube; create extension if not exists earthdistance;
            create extension if not exists unaccent; create extension if not exists btree_gin;
            create extension if not exists pg_trgm; create extension if not exists pgcrypto;
            create extension if not exists tablefunc; create extension if not exists "uuid-ossp";
            create extension if not exists ltree;
            """;

    private RealSchemas() {}

    /// The files, by name; a test that asks for them is skipped where they are not.
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SharedFolder.require("schemas"))) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }

    /// The product's name.
    public static String name(Path file) {
        return file.getFileName().toString().replace(".sql", "");
    }

    /// What makes the schema in an empty database.
    public static String script(Path file) throws IOException {
        return EXTENSIONS + Files.readString(file) + "\nreset all";
    }

    /// The facts of a server on which nothing happens and of which nothing was recorded.
    public static Facts facts(Snapshot snapshot) {
        return new Facts(snapshot, LiveOverlay.nothing(), Evidence.none());
    }
}
