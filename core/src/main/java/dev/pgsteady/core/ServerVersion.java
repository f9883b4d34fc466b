package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// The version of a PostgreSQL server.
///
/// @param text  as the server says it: `15.18 (Debian 15.18-0+deb12u1)`
/// @param major the first number: 15
public record ServerVersion(String text, int major) {
    /// The oldest major version that is supported.
    public static final int OLDEST = 15;

    private static final Pattern MAJOR = Pattern.compile("^(\\d+)");

    /// Others that speak the protocol, by a word in what they say of themselves.
    private static final Map<String, String> OTHERS = Map.of(
            "CockroachDB", "CockroachDB",
            "Redshift", "Amazon Redshift",
            "-YB-", "YugabyteDB",
            "/bouncer", "the console of pgbouncer",
            "Materialize", "Materialize",
            "CrateDB", "CrateDB");

    /// Reads the version that the server announced when the connection was made; asks nothing more of a good server.
    ///
    /// @throws Problem SERVER_UNSUPPORTED when it is older than [#OLDEST] or not PostgreSQL
    static ServerVersion of(Connection connection, ConnectionSettings settings) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        String announced =
                Optional.ofNullable(server.getParameterStatus("server_version")).orElse("");
        Matcher number = MAJOR.matcher(announced);
        int major = number.find() ? Integer.parseInt(number.group(1)) : 0;
        Optional<String> other = Optional.ofNullable(server.getParameterStatus("crdb_version"))
                .map(version -> "CockroachDB")
                .or(() -> other(announced));
        if (major >= OLDEST && other.isEmpty()) {
            return new ServerVersion(announced, major);
        }
        throw unsupported(other.or(() -> other(says(connection))), announced, settings);
    }

    private static Optional<String> other(String text) {
        return OTHERS.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String says(Connection connection) {
        try {
            // Whatever this is may not answer at all, and the connection is given up anyway.
            connection.setNetworkTimeout(Runnable::run, 2_000);
        } catch (SQLException e) {
            return "";
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select version()")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            return "";
        }
    }

    private static Problem unsupported(Optional<String> other, String announced, ConnectionSettings settings) {
        String what = other.map(name -> "What answers at " + settings + " is " + name + " (" + announced
                        + "), not a PostgreSQL server.")
                .orElse("The server at " + settings + " is PostgreSQL " + announced + ".");
        String next = other.isPresent()
                ? "Connect to the PostgreSQL server itself."
                : "pgsteady needs PostgreSQL " + OLDEST + " or newer; upgrade the server.";
        return new Problem(Problem.Kind.SERVER_UNSUPPORTED, what, next);
    }
}
