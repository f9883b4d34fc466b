package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Backup, drill and restore of a database, whole commands from the shell, beside what one would type without pgsteady.
/// Arguments: the folder with the launcher; `mixed`, for text and jsonb, or `pgbench`, for many small rows; and
/// thousands
/// of audited changes (1,000 make 1.1 GB) or of accounts (10,000, as at scale 100).
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
    private static final String DRILL = "pgsteady drill";

    /// Rows as applications have them: words that repeat as words do, numbers, times and documents. What repeats more
    /// would flatter whoever compresses best.
    private static final String MIXED = """
                CREATE TEMP TABLE words AS SELECT n, (
                    SELECT string_agg((string_to_array('an ber con de er fi gra hol in ju ka lo mi na or pe qui ra sto ti u ver'
                        ' wa xe yo zu al be ce do el fo gi ha is jo kin la me no on pa re sa to un vi we ar st', ' '))
                        [1 + abs(hashint8(n * 7 + k) %% 50)], '') FROM generate_series(1, 1 + n %% 3) k) AS word
                  FROM generate_series(0, 3999) n;
                CREATE INDEX ON words (n);
                ANALYZE words;
                CREATE TEMP TABLE lines AS SELECT l AS line, (
                    SELECT string_agg((SELECT word FROM words WHERE n = floor(
                        4000 * abs(hashint8(l * 64 + k) %% 10000) / 10000.0 * abs(hashint8(l * 64 + k + 32) %% 10000) / 10000.0
                        )::int), ' ') FROM generate_series(1, 14 + l %% 7) k) AS t
                  FROM generate_series(0, 49999) l;
                CREATE INDEX ON lines (line);
                ANALYZE lines;
                CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, profile jsonb NOT NULL);
                INSERT INTO users SELECT n, 'user' || n || '@example.org', initcap(split_part(t, ' ', 2)),
                       jsonb_build_object('city', split_part(t, ' ', 4), 'visits', n %% 1000, 'about', t)
                  FROM generate_series(1::bigint, %1$d * 100) n JOIN lines ON line = n %% 50000;
                CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, at timestamptz NOT NULL,
                       amount numeric(12, 2) NOT NULL, state text NOT NULL, note text);
                INSERT INTO orders SELECT n, 1 + n * 7919 %% (%1$d * 100), timestamptz '2026-01-01' + n * interval '1.37 second',
                       (n * 7919 %% 1000000) / 100.0, (ARRAY['new', 'paid', 'sent', 'back'])[1 + n %% 4],
                       CASE WHEN n %% 3 = 0 THEN t END
                  FROM generate_series(1::bigint, %1$d * 600) n JOIN lines ON line = n * 31 %% 50000;
                CREATE INDEX ON orders (user_id, at);
                CREATE TABLE audit_log (id bigint PRIMARY KEY, at timestamptz NOT NULL, actor text NOT NULL, change jsonb NOT NULL);
                INSERT INTO audit_log SELECT n, timestamptz '2026-01-01' + n * interval '1 second', 'user' || n * 7919 %% 100000,
                       jsonb_build_object('table', 'orders', 'row', n * 31 %% 600000, 'column', 'state',
                           'old', (ARRAY['new', 'paid', 'sent'])[1 + n %% 3], 'new', (ARRAY['paid', 'sent', 'back'])[1 + n %% 3],
                           'why', one.t || '; ' || other.t)
                  FROM generate_series(1::bigint, %1$d * 1000) n JOIN lines one ON one.line = n * 17 %% 50000
                  JOIN lines other ON other.line = n * 23 %% 50000;
                CREATE INDEX ON audit_log (at);
                CREATE INDEX ON audit_log USING gin (change jsonb_path_ops);
                CREATE TABLE documents (id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL);
                INSERT INTO documents SELECT n, (SELECT t FROM lines WHERE line = n %% 50000), (
                       SELECT string_agg(t, E'.\\n') FROM generate_series(1, 18) k JOIN lines ON line = n * (2 * k + 1) %% 50000)
                  FROM generate_series(1::bigint, %1$d * 220) n;
                ANALYZE""";

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
        boolean small = arguments.length > 1 && arguments[1].equals("pgbench");
        int thousands = arguments.length > 2 ? Integer.parseInt(arguments[2]) : small ? 10_000 : 1_000;
        Path folder = Files.createTempDirectory("pgsteady-backup-benchmark");
        try (TestDatabase source = TestServer.shared().create()) {
            source.execute(small ? accounts(thousands) : MIXED.formatted(thousands));
            System.out.println("The database has " + size(source) + ".");
            new BackupBenchmark(program, source, folder).run();
        } finally {
            remove(folder);
        }
    }

    /// What is timed.
    ///
    /// @param first   what makes room for it, and is not timed
    /// @param written what it left in the folder, whose size is told
    private record Contender(String words, String first, String command, String written) {}

    private void run() throws Exception {
        String dump = "pg_dump -d '%s'".formatted(url(source));
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
                        "%s backup --store %s '%s'".formatted(program, store, url(source)),
                        "store")));
        faster(backups, BACKUP, GZIP, 4.5);
        faster(backups, BACKUP, DIRECTORY, 2.3);
        faster(backups, BACKUP, ZSTD, 1);
        System.out.printf(
                Locale.ROOT,
                "%-56s %.3f times that of %s, bound 1.03%n",
                "size of " + BACKUP,
                (double) size(folder.resolve("store")) / size(folder.resolve("gzip")),
                GZIP);
        restores(store);
    }

    private void restores(String store) throws Exception {
        try (TestDatabase copy = TestServer.shared().create()) {
            String fresh =
                    "psql -qX -d '%s' -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'".formatted(url(copy));
            Map<String, Times> restores = timed(List.of(
                    new Contender(
                            PSQL, fresh, "gunzip -c %s/gzip | psql -qX -d '%s'".formatted(folder, url(copy)), "gzip"),
                    new Contender(PG_RESTORE, fresh, "pg_restore -j2 -d '%s' %s/fd".formatted(url(copy), folder), "fd"),
                    new Contender(
                            RESTORE,
                            fresh,
                            "%s restore '%s' --store %s --as %s --replace %4$s --no-backup-first --drop-replaced --no-compare"
                                    .formatted(program, url(copy), store, copy.name()),
                            "store"),
                    new Contender(DRILL, "true", "%s drill --store %s".formatted(program, store), "store")));
            faster(restores, RESTORE, PSQL, 1.6);
            faster(restores, RESTORE, PG_RESTORE, 1);
            System.out.println(of(restores, DRILL).row(DRILL, DRILLED));
        }
    }

    /// All in turn, round after round, so that what else the machine does meets all of them.
    private Map<String, Times> timed(List<Contender> contenders) throws Exception {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Contender contender : contenders) {
                call(contender.first());
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

    private static void faster(Map<String, Times> times, String ours, String theirs, double bound) {
        double ratio = of(times, theirs).median() / of(times, ours).median();
        System.out.printf(
                Locale.ROOT,
                "%-56s %.2f times as fast as %s, bound %.1f: %s%n",
                ours,
                ratio,
                theirs,
                bound,
                ratio >= bound ? "held" : "NOT held");
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

    private static String size(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT format('%s, %s of it indexes',"
                        + " pg_size_pretty(pg_database_size(current_database())), pg_size_pretty(sum(pg_relation_size(indexrelid))))"
                        + " FROM pg_stat_user_indexes")) {
            row.next();
            return row.getString(1);
        }
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
