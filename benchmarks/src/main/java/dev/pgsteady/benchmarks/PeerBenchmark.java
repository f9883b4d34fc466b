package dev.pgsteady.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import io.github.mfvanek.pg.connection.PgConnection;
import io.github.mfvanek.pg.connection.PgConnectionImpl;
import io.github.mfvanek.pg.core.checks.host.StandardChecksOnHost;
import io.github.mfvanek.pg.model.context.PgContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/// The whole check beside all checks of pg-index-health, on the same database, turn by turn; each has one connection
/// that stays open.
final class PeerBenchmark {
    private static final int ROUNDS = 9;

    private PeerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (TestDatabase database = TestServer.shared().create();
                Connection connection = database.connect()) {
            database.execute(SchemaFile.of(arguments).sql());
            database.execute("analyze");
            List<String> schemas = schemas(connection);
            PgConnection peer = peer(database);
            Readiness readiness = new Readiness();
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            long found = 0;
            for (int i = 0; i <= ROUNDS; i++) {
                double own = Times.of(0, 1, () -> readiness.check(connection, CheckOptions.usual()))
                        .best();
                long from = System.nanoTime();
                found = check(peer, schemas);
                double other = (System.nanoTime() - from) / 1e6;
                if (i > 0) {
                    ours.add(own);
                    theirs.add(other);
                }
            }
            report(
                    new Times(ours),
                    new Times(theirs),
                    found,
                    readiness.check(connection, CheckOptions.usual()).findings().size());
        }
    }

    private static void report(Times ours, Times theirs, long found, int own) {
        System.out.printf("pgsteady check           median %6.0f ms, %,d findings%n", ours.median(), own);
        System.out.printf("pg-index-health 0.30.0   median %6.0f ms, %,d findings%n", theirs.median(), found);
        System.out.printf("ratio of the medians     %.2f%n", theirs.median() / ours.median());
    }

    private static long check(PgConnection peer, List<String> schemas) {
        long found = 0;
        for (var check : new StandardChecksOnHost().apply(peer)) {
            for (String schema : schemas) {
                found += check.check(PgContext.of(schema)).size();
            }
        }
        return found;
    }

    private static PgConnection peer(TestDatabase database) {
        Properties credentials = database.address().credentials();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(credentials.getProperty("user"));
        source.setPassword(credentials.getProperty("password"));
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(1);
        return PgConnectionImpl.ofUrl(new HikariDataSource(pool), database.jdbcUrl());
    }

    private static List<String> schemas(Connection connection) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'")) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }
}
