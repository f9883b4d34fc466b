package dev.pgsteady.benchmarks;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Backup, drill and restore of a database, whole commands from the shell, beside what one would type without pgsteady.
/// Arguments: the folder with the launcher; `mixed`, for text and jsonb, which has bounds, or `pgbench`, for many
/// small rows, which compress as no real ones do and so have none; and thousands of audited changes (1,000 make 1.0 GB)
/// or of accounts (10,000, as at scale 100).
final class BackupBenchmark {
    private static final int ROUNDS = 3;
    private static final double DRILLED = 15_000;
    private static final String GZIP = "pg_dump | gzip";
    private static final String DIRECTORY = "pg_dump -Fd -j2";
    private static final String ZSTD = "pg_dump | zstd -1";
    private static final String BACKUP = "pgsteady backup";
    private static final String PSQL = "gunzip | psql";
    private static final String PG_RESTORE = "pg_restore -j2";
    private static final String RESTORE = "pgsteady restore --no-compare";
    private static final String REPLACE = "the same in the place of another";
    private static final String DRILL = "pgsteady drill";

    private static final String SOURCE = "source";
    private static final String COPY = "copy";

    private final String program;
    private final Address address;
    private final Path folder;
    private final boolean bounds;

    private BackupBenchmark(String program, Address address, Path folder, boolean bounds) {
        this.program = program;
        this.address = address;
        this.folder = folder;
        this.bounds = bounds;
    }

    public static void main(String[] arguments) throws Exception {
        String program =
                Path.of(arguments[0]).toAbsolutePath().resolve("pgsteady").toString();
        boolean small = arguments.length > 1 && arguments[1].equals("pgbench");
        int thousands = arguments.length > 2 ? Integer.parseInt(arguments[2]) : small ? 10_000 : 1_000;
        Path folder = Files.createTempDirectory("pgsteady-backup-benchmark");
        try {
            EmbeddedServer server = EmbeddedServer.at(
                    folder.resolve("state"),
                    ServerOptions.named("benchmark").withSettings(Map.of("max_wal_size", "1GB")),
                    Machine.here());
            try {
                new BackupBenchmark(program, server.start(), folder, !small)
                        .run(small ? accounts(thousands) : mixed(thousands));
            } finally {
                server.destroy();
            }
        } finally {
            OwnedFiles.deleteTree(folder);
        }
    }

    /// What is timed.
    ///
    /// @param first   what makes room for it, and is not timed
    /// @param written what it left in the folder, whose size is told
    private record Contender(String words, String first, String command, String written) {}

    private void run(String script) throws Exception {
        execute("postgres", "CREATE DATABASE " + SOURCE);
        execute("postgres", "CREATE DATABASE " + COPY);
        execute(SOURCE, script);
        execute(SOURCE, "VACUUM ANALYZE");
        System.out.println("The database has " + size() + ".");
        String dump = "pg_dump -d '%s'".formatted(url(SOURCE));
        String store = folder.resolve("store").toString();
        Map<String, Times> backups = timed(List.of(
                new Contender(GZIP, "true", "%s | gzip > %s/gzip".formatted(dump, folder), "gzip"),
                new Contender(
                        DIRECTORY,
                        "rm -rf %s/fd".formatted(folder),
                        "%s -Fd -j2 -f %s/fd".formatted(dump, folder),
                        "fd"),
                new Contender(ZSTD, "true", "%s | zstd -q -1 -f -o %s/zstd".formatted(dump, folder), "zstd"),
                new Contender(
                        BACKUP,
                        "rm -rf %1$s; %2$s backup init --unencrypted --store %1$s".formatted(store, program),
                        "%s backup --store %s '%s'".formatted(program, store, url(SOURCE)),
                        "store")));
        faster(backups, BACKUP, GZIP, 4.5);
        faster(backups, BACKUP, DIRECTORY, 2.3);
        faster(backups, BACKUP, ZSTD, 1);
        System.out.printf(
                Locale.ROOT,
                "%-56s %.3f times that of %s%s%n",
                "size of " + BACKUP,
                (double) size(folder.resolve("store")) / size(folder.resolve("gzip")),
                GZIP,
                bounds ? ", bound 1.03" : "");
        restores(store);
    }

    private void restores(String store) throws Exception {
        String fresh = "psql -qX -d '%s' -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'".formatted(url(COPY));
        // An autovacuum of what the one before has loaded would run beside the next.
        String gone = "%s; psql -qX -d '%s' -c 'DROP DATABASE IF EXISTS %s_new'".formatted(fresh, url(COPY), COPY);
        Map<String, Times> restores = timed(List.of(
                new Contender(PSQL, fresh, "gunzip -c %s/gzip | psql -qX -d '%s'".formatted(folder, url(COPY)), "gzip"),
                new Contender(PG_RESTORE, fresh, "pg_restore -j2 -d '%s' %s/fd".formatted(url(COPY), folder), "fd"),
                new Contender(
                        RESTORE,
                        gone,
                        "%s restore '%s' --store %s --as %s_new --no-compare"
                                .formatted(program, url(COPY), store, COPY),
                        "store"),
                new Contender(
                        REPLACE,
                        gone,
                        "%s restore '%s' --store %s --as %s --replace %4$s --no-backup-first --drop-replaced --no-compare"
                                .formatted(program, url(COPY), store, COPY),
                        "store"),
                new Contender(DRILL, fresh, "%s drill --store %s".formatted(program, store), "store")));
        faster(restores, RESTORE, PSQL, 1.6);
        faster(restores, RESTORE, PG_RESTORE, 1);
        if (bounds) {
            System.out.println(of(restores, DRILL).row(DRILL, DRILLED));
        }
    }

    /// All in turn, round after round, so that what else the machine does meets all of them. What one of
    /// them left to be written is written before the next one begins.
    private Map<String, Times> timed(List<Contender> contenders) throws Exception {
        String settled = "psql -qX -d '%s' -c CHECKPOINT; sync".formatted(url(SOURCE));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Contender contender : contenders) {
                call(contender.first());
                call(settled);
                long from = System.nanoTime();
                call(contender.command());
                millis.computeIfAbsent(contender.words(), w -> new ArrayList<>())
                        .add((System.nanoTime() - from) / 1e6);
            }
        }
        Map<String, Times> times = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            Times taken = new Times(Objects.requireNonNull(millis.get(contender.words())));
            times.put(contender.words(), taken);
            System.out.printf(
                    Locale.ROOT,
                    "%-56s median %.2f s, best %.2f s, %d MB%n",
                    contender.words(),
                    taken.median() / 1000,
                    taken.best() / 1000,
                    size(folder.resolve(contender.written())) / 1_000_000);
        }
        return times;
    }

    private static Times of(Map<String, Times> times, String words) {
        return Objects.requireNonNull(times.get(words));
    }

    private void faster(Map<String, Times> times, String ours, String theirs, double bound) {
        double ratio = of(times, theirs).median() / of(times, ours).median();
        System.out.printf(
                Locale.ROOT,
                "%-56s %.2f times as fast as %s%s%n",
                ours,
                ratio,
                theirs,
                bounds ? ", bound %.1f: %s".formatted(bound, ratio >= bound ? "held" : "NOT held") : "");
    }

    /// The tables and rows that `pgbench -i` makes.
    private static String accounts(int thousands) {
        return """
                CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88));
                CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
                CREATE TABLE pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84));
                CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
                INSERT INTO pgbench_branches SELECT n, 0 FROM generate_series(1, %1$d / 100) n;
                INSERT INTO pgbench_tellers SELECT n, (n - 1) / 10 + 1, 0 FROM generate_series(1, %1$d / 10) n;
                INSERT INTO pgbench_accounts SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, %1$d * 1000) n;
                ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid);
                ANALYZE""".formatted(thousands);
    }

    static String mixed(int thousands) throws IOException {
        try (InputStream script = Objects.requireNonNull(BackupBenchmark.class.getResourceAsStream("mixed.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{thousands}", Integer.toString(thousands));
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(database), address.credentials());
    }

    private String size() throws SQLException {
        try (Connection connection = connect(SOURCE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT format('%s, %s of it indexes',"
                        + " pg_size_pretty(pg_database_size(current_database())), pg_size_pretty(sum(pg_relation_size(indexrelid))))"
                        + " FROM pg_stat_user_indexes")) {
            row.next();
            return row.getString(1);
        }
    }

    private String url(String database) {
        return "postgresql://%s@%s:%d/%s".formatted(address.user(), address.host(), address.port(), database);
    }

    private int call(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("PGSTEADY_BUILD", "skip", "PGPASSWORD", address.readPassword()));
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
}
