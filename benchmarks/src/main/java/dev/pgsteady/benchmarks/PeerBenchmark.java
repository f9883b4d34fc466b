package dev.pgsteady.benchmarks;

import dev.pgsteady.benchmarks.Contender.Findings;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The whole check beside those of its peers, on the same database, turn by turn; each has one connection that stays
/// open.
final class PeerBenchmark {
    private static final int ROUNDS = 9;

    private PeerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (TestDatabase database = TestServer.shared().create();
                Connection ours = database.connect();
                Connection theirs = database.connect()) {
            database.execute(SchemaFile.of(arguments).sql());
            database.execute("analyze");
            List<Runs> runs = List.of(
                    new Runs(new Pgsteady(ours)),
                    new Runs(PgIndexHealth.of(database)),
                    new Runs(new SchemaCrawlerLint(theirs)));
            for (int i = 0; i <= ROUNDS; i++) {
                for (Runs each : runs) {
                    each.run(i > 0);
                }
            }
            double first = runs.getFirst().median();
            runs.forEach(r -> System.out.println(r.row(first)));
        }
    }

    /// The runs of one contender.
    private static final class Runs {
        private final Contender contender;
        private final List<Double> millis = new ArrayList<>();
        private Findings found = new Findings(0, 0);

        Runs(Contender contender) {
            this.contender = contender;
        }

        void run(boolean counts) throws Exception {
            long from = System.nanoTime();
            found = contender.check();
            if (counts) {
                millis.add((System.nanoTime() - from) / 1e6);
            }
        }

        double median() {
            return new Times(millis).median();
        }

        String row(double first) {
            return String.format(
                    Locale.ROOT,
                    "%-28s median %8.0f ms, %5.1f times ours, %,7d findings, %,5d foreign keys without an index",
                    contender.name(),
                    median(),
                    median() / first,
                    found.all(),
                    found.uncovered());
        }
    }
}
