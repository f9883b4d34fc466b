package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The databases of a server whose names are like one that it has not got.
final class SimilarDatabases {
    private static final String NAMES =
            "select datname from pg_catalog.pg_database where datallowconn and not datistemplate order by datname";

    private SimilarDatabases() {}

    /// Up to five names, the nearest first; none when the role cannot connect to `postgres`.
    static List<String> to(ConnectionSettings settings) {
        if (settings.database().equals("postgres")) {
            return List.of();
        }
        ConnectionSettings postgres = settings.withDatabase("postgres");
        try (Connection connection = new Connector(postgres, new Random(0)).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMES)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return Nearest.several(settings.database(), names, 5);
        } catch (SQLException e) {
            return List.of();
        }
    }
}
