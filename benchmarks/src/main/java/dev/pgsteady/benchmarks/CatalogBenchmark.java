package dev.pgsteady.benchmarks;

import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// How long it takes to read a large catalog and to judge it: the largest schema file there is, and ten of it in one
/// database; free, and with a table held in ACCESS EXCLUSIVE.
final class CatalogBenchmark {
    private static final int COPIES = 10;

    private CatalogBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        SchemaFile schema = SchemaFile.of(arguments);
        TestServer server = TestServer.shared();
        try (TestDatabase one = server.create();
                TestDatabase ten = server.create()) {
            one.execute(schema.sql());
            measure("one copy", one, 600, 1000);
            for (int i = 0; i < COPIES; i++) {
                ten.execute(schema.copy("c" + i + "_"));
            }
            measure("ten copies", ten, 2500, 3000);
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("heap: at most %d MiB were allowed%n", runtime.maxMemory() >> 20);
    }

    private static void measure(String what, TestDatabase database, double readBound, double checkBound)
            throws Exception {
        database.execute("analyze");
        AtomicInteger queries = new AtomicInteger();
        SnapshotReader reader = new SnapshotReader((query, rows, nanoseconds) -> queries.incrementAndGet());
        Readiness readiness = new Readiness();
        try (Connection connection = database.connect()) {
            Snapshot snapshot = reader.read(connection);
            System.out.printf(
                    "%s: %,d tables, %d queries%n",
                    what, snapshot.schema().tables().size(), queries.get());
            System.out.println(Times.of(3, 15, () -> reader.read(connection)).row(what + ", catalog read", readBound));
            Report report = readiness.check(connection, CheckOptions.usual());
            System.out.printf("%s: %,d findings%n", what, report.findings().size());
            Times free = Times.of(3, 15, () -> readiness.check(connection, CheckOptions.usual()));
            System.out.println(free.row(what + ", whole check", checkBound));
            locked(what, database, free, () -> readiness.check(connection, CheckOptions.usual()));
        }
    }

    private static void locked(
            String what, TestDatabase database, Times free, java.util.concurrent.Callable<Report> check)
            throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("""
                    do $$ declare t regclass; begin
                      select c.oid into t from pg_class c join pg_constraint k on k.confrelid = c.oid
                      where c.relkind = 'r' group by c.oid order by count(*) desc limit 1;
                      execute format('lock table %s in access exclusive mode', t); end $$""");
            System.out.println(Times.of(1, 7, check).row(what + ", whole check, a table locked", free.median() + 3000));
            other.rollback();
        }
    }
}
