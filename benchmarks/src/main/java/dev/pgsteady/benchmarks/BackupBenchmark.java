package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// Backup, drill and restore of a database of text and jsonb, whole commands from the shell, beside what one would type
/// without pgsteady. Arguments: the folder with the launcher, and thousands of orders (300 make about 1 GB).
final class BackupBenchmark {
    private static final int ROUNDS = 3;

    private final String program;
    private final TestDatabase source;
    private final Path folder;

    private BackupBenchmark(String program, TestDatabase source, Path folder) {
        this.program = program;
        this.source = source;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        String program =
                Path.of(arguments[0]).toAbsolutePath().resolve("pgsteady").toString();
        int thousands = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        Path folder = Files.createTempDirectory("pgsteady-backup-benchmark");
        try (TestDatabase source = TestServer.shared().create()) {
            source.execute(rows(thousands * 1000));
            new BackupBenchmark(program, source, folder).run();
        } finally {
            remove(folder);
        }
    }

    private void run() throws Exception {
        row("pg_dump | gzip", "pg_dump -d '%s' | gzip > %s/gzip".formatted(url(source), folder), "gzip");
        row(
                "pg_dump -Fd -j2",
                "rm -rf %2$s/fd; pg_dump -Fd -j2 -f %2$s/fd -d '%1$s'".formatted(url(source), folder),
                "fd");
        row("pg_dump | zstd -1", "pg_dump -d '%s' | zstd -q -1 -f -o %s/zstd".formatted(url(source), folder), "zstd");
        String store = folder.resolve("store").toString();
        row(
                "pgsteady backup",
                "rm -rf %2$s; %3$s backup init --unencrypted --store %2$s && %3$s backup --store %2$s '%1$s'"
                        .formatted(url(source), store, program),
                "store");
        row("pgsteady drill", "%s drill --store %s".formatted(program, store), "store");
        try (TestDatabase copy = TestServer.shared().create()) {
            String fresh =
                    "psql -qX -d '%s' -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'; ".formatted(url(copy));
            row("gunzip | psql", fresh + "gunzip -c %s/gzip | psql -qX -d '%s'".formatted(folder, url(copy)), "gzip");
            row("pg_restore -j2", fresh + "pg_restore -j2 -d '%s' %s/fd".formatted(url(copy), folder), "fd");
            row(
                    "pgsteady restore --no-compare",
                    fresh
                            + "%s restore '%s' --store %s --as %s --replace %4$s --no-backup-first --drop-replaced --no-compare"
                                    .formatted(program, url(copy), store, copy.name()),
                    "store");
        }
    }

    private void row(String words, String command, String written) throws Exception {
        Times times = Times.of(0, ROUNDS, () -> call(command));
        System.out.println(
                times.row(words, Double.POSITIVE_INFINITY) + "  " + size(folder.resolve(written)) / 1_000_000 + " MB");
    }

    private static String rows(int orders) {
        return """
                CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, profile jsonb NOT NULL);
                INSERT INTO users SELECT n, 'user' || n || '@example.org',
                       jsonb_build_object('name', md5(n::text), 'visits', n %% 1000, 'tags', jsonb_build_array('a', n %% 7))
                  FROM generate_series(1, %1$d / 3) n;
                CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, at timestamptz NOT NULL,
                       amount numeric(12, 2) NOT NULL, note text);
                INSERT INTO orders SELECT n, 1 + n %% (%1$d / 3), timestamptz '2026-01-01' + n * interval '1 second',
                       n * 1.17, repeat(md5(n::text) || ' ', 4) FROM generate_series(1, %1$d) n;
                CREATE INDEX ON orders (user_id, at);
                CREATE TABLE audit (id bigint PRIMARY KEY, at timestamptz NOT NULL, change jsonb NOT NULL);
                INSERT INTO audit SELECT n, timestamptz '2026-01-01' + n * interval '1 second',
                       jsonb_build_object('table', 'orders', 'old', md5(n::text), 'new', md5((n + 1)::text), 'by', n %% 500,
                                          'text', repeat('what was changed ', 3 + n %% 9)) FROM generate_series(1, %1$d * 2) n;
                CREATE INDEX ON audit USING gin (change jsonb_path_ops);
                CREATE TABLE documents (id bigint PRIMARY KEY, body text NOT NULL);
                INSERT INTO documents SELECT n, (SELECT string_agg(md5((n * 31 + k)::text), ' ') FROM generate_series(1, 120) k)
                  FROM generate_series(1, %1$d / 6) n;
                ANALYZE""".formatted(orders);
    }

    private static String url(TestDatabase database) {
        var address = database.address();
        return "postgresql://%s@%s:%d/%s".formatted(address.user(), address.host(), address.port(), database.name());
    }

    private int call(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "PGSTEADY_BUILD", "skip", "PGPASSWORD", source.address().readPassword()));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
        return code;
    }

    private static long size(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
