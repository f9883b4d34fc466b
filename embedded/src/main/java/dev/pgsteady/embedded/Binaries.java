package dev.pgsteady.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The programs of one PostgreSQL release: `initdb`, `pg_ctl` and `postgres` side by side.
///
/// @param directory the folder that holds them
/// @param version   what `postgres --version` says
record Binaries(Path directory, PostgresVersion version) {
    /// The oldest release that pgsteady works with.
    static final int OLDEST_MAJOR = 15;

    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "postgres");

    /// Whether a folder holds all three programs.
    static boolean complete(Path directory, Platform platform) {
        return PROGRAMS.stream()
                .map(name -> directory.resolve(platform.program(name)))
                .allMatch(Files::isExecutable);
    }

    /// The path of a program.
    String program(String name, Platform platform) {
        return directory.resolve(platform.program(name)).toString();
    }

    /// Whether the server can load a library: looked for where the packagers put them.
    boolean hasLibrary(String name, Platform platform) {
        String file = platform.loadableFile(name);
        Path prefix = directory.resolveSibling("lib");
        return Stream.of(
                        prefix,
                        prefix.resolve("postgresql"),
                        prefix.resolve("pgsql"),
                        directory.resolveSibling("lib64").resolve("pgsql"),
                        directory.resolveSibling("lib").resolve("postgresql" + version.major()),
                        Path.of("/usr/lib/postgresql" + version.major()))
                .anyMatch(library -> Files.isRegularFile(library.resolve(file)));
    }
}
