package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How long `migrate diff` of two databases takes from the shell, Java's start included, beside the two dumps that any
/// comparison by text begins with. Argument: the folder with the launcher.
final class DiffBenchmark {
    private static final int COLUMNS = 10;

    private DiffBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        String program =
                Path.of(arguments[0]).toAbsolutePath().resolve("pgsteady").toString();
        measure(program, 300, 1_000);
        measure(program, 3_000, 5_000);
    }

    private static void measure(String program, int tables, double bound) throws Exception {
        TestServer server = TestServer.shared();
        try (TestDatabase old = server.create().execute(schema(tables));
                TestDatabase wanted = server.create().execute(schema(tables)).execute(differences())) {
            List<String> diff = List.of(program, "migrate", "diff", "--sql", url(old), url(wanted));
            System.out.println(
                    Times.of(1, 7, () -> call(diff, 1)).row("migrate diff, %,d tables".formatted(tables), bound));
            System.out.println(Times.of(1, 7, () -> call(dump(old), 0) + call(dump(wanted), 0))
                    .row("for comparison: 2 x pg_dump -s, %,d tables".formatted(tables), bound));
        }
    }

    /// Tables that refer to the one before them, with a unique key, a check and two indexes each.
    private static String schema(int tables) {
        StringBuilder sql = new StringBuilder();
        for (int t = 0; t < tables; t++) {
            sql.append("CREATE TABLE t%1$d (id bigint PRIMARY KEY, c0 bigint REFERENCES t%2$d, c1 text UNIQUE"
                    .formatted(t, Math.max(0, t - 1)));
            for (int c = 2; c < COLUMNS; c++) {
                sql.append(", c%d %s".formatted(c, c % 2 == 0 ? "integer" : "varchar(20)"));
            }
            sql.append(", CHECK (c2 > 0)); CREATE INDEX ON t%1$d (c0); CREATE INDEX ON t%1$d (c3, c4);\n".formatted(t));
        }
        return sql.toString();
    }

    /// Ten each: a column more, another type, NOT NULL, an index more.
    private static String differences() {
        StringBuilder sql = new StringBuilder();
        for (int t = 0; t < 10; t++) {
            sql.append("""
                    ALTER TABLE t%1$d ADD COLUMN more text, ALTER COLUMN c5 TYPE varchar(40), ALTER COLUMN c6 SET NOT NULL;
                    CREATE INDEX ON t%1$d (c7);
                    """.formatted(t));
        }
        return sql.toString();
    }

    private static String url(TestDatabase database) {
        var address = database.address();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    private static List<String> dump(TestDatabase database) {
        return List.of("pg_dump", "--schema-only", url(database));
    }

    private static int call(List<String> line, int expected) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("PGSTEADY_BUILD", "skip"));
        int code = builder.start().waitFor();
        if (code != expected) {
            throw new IllegalStateException(line.getFirst() + " ended with " + code);
        }
        return code;
    }
}
