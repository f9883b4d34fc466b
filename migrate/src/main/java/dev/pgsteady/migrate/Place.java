package dev.pgsteady.migrate;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One of many schemas or databases that the same revisions are applied to, each with a history and a
/// lock of its own.
///
/// @param name     the schema or the database
/// @param settings how to connect to it
/// @param options  how to run there
public record Place(String name, ConnectionSettings settings, RunOptions options) {
    private static final String SCHEMAS = "SELECT nspname FROM pg_catalog.pg_namespace"
            + " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname";

    private static final String DATABASES =
            "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname";

    /// Where schemas or databases are listed, and how they are run on.
    public record Server(ConnectionSettings settings, RunOptions options) {
        /// The schemas whose names fit a pattern: `*` for any letters, `?` for one, a comma between
        /// several.
        ///
        /// @param create whether those that the pattern names in full and that are not there are made
        public List<Place> schemas(String pattern, boolean create) {
            try (Connection connection = Database.connect(settings)) {
                List<String> there = names(connection, SCHEMAS);
                List<String> wanted = fitting(pattern, there);
                return create
                        ? made(connection, there, wanted).stream()
                                .map(this::schema)
                                .toList()
                        : found(wanted, there);
            } catch (SQLException e) {
                throw StatementWords.of(e);
            }
        }

        /// The schemas that a query names in its first column.
        ///
        /// @param create whether those that are not there are made
        public List<Place> schemasFrom(String query, boolean create) {
            try (Connection connection = Database.connect(settings)) {
                List<String> there = names(connection, SCHEMAS);
                List<String> wanted = names(connection, query);
                return create
                        ? made(connection, there, wanted).stream()
                                .map(this::schema)
                                .toList()
                        : found(wanted, there);
            } catch (SQLException e) {
                throw StatementWords.of(e);
            }
        }

        /// The databases of the server whose names fit a pattern.
        public List<Place> databases(String pattern) {
            try (Connection connection = Database.connect(settings)) {
                List<String> there = names(connection, DATABASES);
                List<String> wanted = fitting(pattern, there);
                requireThere(wanted, there, "database ", "");
                return wanted.stream()
                        .map(d -> new Place(d, settings.withDatabase(d), options))
                        .toList();
            } catch (SQLException e) {
                throw StatementWords.of(e);
            }
        }

        private List<Place> found(List<String> wanted, List<String> there) {
            requireThere(wanted, there, "schema ", " in the database " + settings.database());
            return wanted.stream().map(this::schema).toList();
        }

        /// The search path is the session's own from its start, so that RESET ALL leads back to it.
        private Place schema(String name) {
            String path = Sql.identifier(name).replace("\\", "\\\\").replace(" ", "\\ ");
            String before = settings.value(Keyword.OPTIONS).map(o -> o + " ").orElse("");
            return new Place(
                    name,
                    settings.with(Keyword.OPTIONS, before + "-c search_path=" + path),
                    options.in(HistoryTable.in(name)));
        }
    }

    /// The schemas of several databases, each named with its database.
    ///
    /// @param databases as [Server#databases] gives them
    /// @param schemas   finds those of one
    public static List<Place> within(List<Place> databases, Function<Server, List<Place>> schemas) {
        return databases.stream()
                .flatMap(d -> schemas.apply(new Server(d.settings(), d.options())).stream()
                        .map(s -> new Place(d.name() + "/" + s.name(), s.settings(), s.options())))
                .toList();
    }

    private static void requireThere(List<String> wanted, List<String> there, String kind, String where) {
        Optional<String> missing =
                wanted.stream().filter(w -> !there.contains(w)).findFirst();
        if (missing.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "There is no " + kind + missing.get() + where + ". Nothing was done.",
                    "Make it first; --create-schemas makes schemas that are named and not there.");
        }
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                Optional.ofNullable(rows.getString(1)).ifPresent(names::add);
            }
        }
        return names.stream().distinct().toList();
    }

    private static List<String> fitting(String patterns, List<String> there) {
        TreeSet<String> fitting = new TreeSet<>();
        for (String pattern : patterns.split(",", -1)) {
            String word = pattern.strip();
            if (word.contains("*") || word.contains("?")) {
                Pattern wanted =
                        Pattern.compile("\\Q" + word.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E");
                there.stream().filter(n -> wanted.matcher(n).matches()).forEach(fitting::add);
            } else if (!word.isEmpty()) {
                fitting.add(word);
            }
        }
        return List.copyOf(fitting);
    }

    private static List<String> made(Connection connection, List<String> there, List<String> wanted)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : wanted) {
                if (!there.contains(name)) {
                    statement.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(name));
                }
            }
        }
        return wanted;
    }
}
