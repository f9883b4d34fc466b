package dev.pgsteady.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.testkit.TestDatabase;
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

/// All checks of one host, for each schema.
record PgIndexHealth(PgConnection connection, List<String> schemas) implements Contender {
    private static final String UNCOVERED = "FOREIGN_KEYS_WITHOUT_INDEX";

    static PgIndexHealth of(TestDatabase database) throws SQLException {
        Properties credentials = database.address().credentials();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(credentials.getProperty("user"));
        source.setPassword(credentials.getProperty("password"));
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(1);
        return new PgIndexHealth(
                PgConnectionImpl.ofUrl(new HikariDataSource(pool), database.jdbcUrl()), schemas(database));
    }

    private static List<String> schemas(TestDatabase database) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'")) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    @Override
    public String name() {
        return "pg-index-health 0.30.0";
    }

    @Override
    public Findings check() {
        long all = 0;
        long uncovered = 0;
        for (var check : new StandardChecksOnHost().apply(connection)) {
            long found = 0;
            for (String schema : schemas) {
                found += check.check(PgContext.of(schema)).size();
            }
            all += found;
            uncovered += check.getName().equals(UNCOVERED) ? found : 0;
        }
        return new Findings(all, uncovered);
    }
}
