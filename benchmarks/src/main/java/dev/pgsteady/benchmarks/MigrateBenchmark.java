package dev.pgsteady.benchmarks;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// Many small revisions on an empty database, beside `cat | psql` and Flyway, turn by turn; then a run that finds
/// nothing to do. One revision is one small file: CREATE TABLE, ADD COLUMN, CREATE INDEX in turn.
final class MigrateBenchmark {
    private static final int ROUNDS = 3;
    private static final int IDLE = 30;

    private final int count;
    private final Path folder;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> psql = new ArrayList<>();
    private final List<Double> flyway = new ArrayList<>();
    private final List<Double> idle = new ArrayList<>();
    private final List<Double> flywayIdle = new ArrayList<>();
    private final List<Double> reading = new ArrayList<>();

    private MigrateBenchmark(int count, Path folder) {
        this.count = count;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        java.util.logging.LogManager.getLogManager().reset();
        for (int count : List.of(1000, 3000)) {
            Path folder = Files.createTempDirectory("pgsteady-migrate");
            try {
                MigrateBenchmark benchmark = new MigrateBenchmark(count, folder);
                benchmark.write();
                for (int i = 0; i < ROUNDS; i++) {
                    benchmark.round();
                }
                benchmark.report();
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(p -> p.toFile().delete());
                }
            }
        }
    }

    private void write() throws IOException {
        for (String name : List.of("ours", "plain", "flyway")) {
            Files.createDirectory(folder.resolve(name));
        }
        String parent = "none";
        for (int i = 0; i < count; i++) {
            String id = "%012x".formatted(0xa00000000000L + i);
            String sql = up(i);
            Files.writeString(folder.resolve("ours").resolve("%05d.sql".formatted(i)), """
                    -- revision: %s
                    -- parents: %s
                    -- message: step %d
                    -- made: 2026-01-01T00:00:00Z from hand
                    -- transactional: yes

                    -- upgrade
                    %s

                    -- downgrade
                    %s
                    """.formatted(
                            id, parent, i, sql, down(i)));
            Files.writeString(folder.resolve("plain").resolve("%05d.sql".formatted(i)), sql + "\n");
            Files.writeString(folder.resolve("flyway").resolve("V%d__step.sql".formatted(i + 1)), sql + "\n");
            parent = id;
        }
    }

    private static String up(int i) {
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

    private void round() throws Exception {
        try (TestDatabase database = TestServer.shared().create()) {
            timed(psql, () -> psql(database));
        }
        try (TestDatabase database = TestServer.shared().create()) {
            flyway(database);
        }
        try (TestDatabase database = TestServer.shared().create()) {
            ours(database);
        }
    }

    private void ours(TestDatabase database) throws Exception {
        var address = database.address();
        ConnectionSettings settings = ConnectionSettings.to(
                        address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
        RevisionFolder revisions = new RevisionFolder(folder.resolve("ours"));
        timed(reading, () -> new RevisionFolder(folder.resolve("ours")).read());
        try (Migrations migrations = new Migrations(revisions, settings, RunOptions.USUAL)) {
            timed(ours, () -> migrations.up(new Address.Head(), e -> {}));
            for (int i = 0; i < IDLE; i++) {
                timed(idle, () -> migrations.up(new Address.Head(), e -> {}));
            }
        }
    }

    private void flyway(TestDatabase database) throws Exception {
        var address = database.address();
        Flyway configured = Flyway.configure()
                .dataSource(database.jdbcUrl(), address.user(), address.readPassword())
                .locations("filesystem:" + folder.resolve("flyway"))
                .load();
        timed(flyway, configured::migrate);
        timed(flywayIdle, configured::migrate);
    }

    /// Nothing when psql is not installed.
    private Optional<Integer> psql(TestDatabase database) throws IOException, InterruptedException {
        var address = database.address();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cat \"$0\"/*.sql | psql -q -X -v ON_ERROR_STOP=1 -h \"$1\" -p \"$2\" -U \"$3\" \"$4\"",
                        folder.resolve("plain").toString(),
                        address.host(),
                        Integer.toString(address.port()),
                        address.user(),
                        database.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", address.readPassword());
        int code = builder.start().waitFor();
        return code == 0 ? Optional.of(code) : Optional.empty();
    }

    private static void timed(List<Double> times, java.util.concurrent.Callable<?> work) throws Exception {
        long from = System.nanoTime();
        Object result = work.call();
        if (!Optional.empty().equals(result)) {
            times.add((System.nanoTime() - from) / 1e6);
        }
    }

    private void report() {
        Times floor = new Times(psql.isEmpty() ? List.of(Double.NaN) : psql);
        double bound = 2 * floor.median() + 300;
        System.out.println(floor.row("%,d files: cat | psql".formatted(count), Double.POSITIVE_INFINITY));
        System.out.println(new Times(ours).row("%,d revisions: up".formatted(count), bound));
        System.out.println(new Times(flyway).row("%,d files: Flyway 13.12.0 migrate".formatted(count), bound));
        System.out.println(new Times(idle).row("%,d applied: up with nothing to do".formatted(count), 30));
        System.out.println(new Times(flywayIdle).row("%,d applied: Flyway with nothing to do".formatted(count), 30));
        System.out.println(new Times(reading).row("%,d files read for the first time".formatted(count), 300));
    }
}
