package dev.pgsteady.backup;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is done to a server's databases and roles as a whole. One connection to a database that is not
/// among them.
final class ServerWork implements AutoCloseable {
    private static final Pattern MAKES_ROLE = Pattern.compile("CREATE ROLE (.+)");
    private static final String UNFINISHED = "Unfinished restore by pgsteady; can be dropped.";

    private final ConnectionSettings settings;
    private final Connection connection;
    private Optional<Connection> inside = Optional.empty();

    ServerWork(ConnectionSettings settings) {
        this.settings = settings;
        this.connection = Database.connect(settings);
    }

    /// `server_version_num`.
    int version() throws SQLException {
        return Integer.parseInt(texts("SHOW server_version_num").iterator().next());
    }

    /// What to say when the server is older than that of a backup and something failed.
    Problem explained(Problem problem, int backupMajor) throws SQLException {
        int major = version() / 10_000;
        return major >= backupMajor || problem.kind() != Problem.Kind.SQL_FAILED
                ? problem
                : new Problem(
                        problem.kind(),
                        "%s The backup is of PostgreSQL %d, and this server is PostgreSQL %d."
                                .formatted(problem.getMessage(), backupMajor, major),
                        "Restore into PostgreSQL %d or newer.".formatted(backupMajor),
                        problem);
    }

    boolean exists(String database) throws SQLException {
        return texts("SELECT datname FROM pg_database WHERE datname = " + Sql.literal(database))
                .contains(database);
    }

    /// Whether nobody has made anything in a database yet.
    static boolean empty(ConnectionSettings database) throws SQLException {
        try (Connection inside = Database.connect(database);
                Statement statement = inside.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT NOT EXISTS (SELECT FROM pg_class WHERE oid >= 16384)
                           AND NOT EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)
                           AND NOT EXISTS (SELECT FROM pg_type WHERE oid >= 16384)
                           AND NOT EXISTS (SELECT FROM pg_largeobject_metadata)""")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private Set<String> texts(String sql) throws SQLException {
        Set<String> texts = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /// Extensions of the backup that the server has no files for.
    Set<String> missingExtensions(Map<String, String> wanted) throws SQLException {
        Set<String> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(texts("SELECT name FROM pg_available_extensions"));
        return missing;
    }

    /// Roles of the backup that the server does not have, as SQL names them.
    Set<String> missingRoles(List<String> globals) throws SQLException {
        Set<String> missing = new TreeSet<>();
        globals.stream().map(MAKES_ROLE::matcher).filter(Matcher::matches).forEach(m -> missing.add(m.group(1)));
        missing.removeAll(texts("SELECT quote_ident(rolname) FROM pg_roles"));
        return missing;
    }

    /// Makes the roles that are missing; those that are there stay as they are.
    ///
    /// @return sentences about what could not be done
    List<String> roles(List<String> globals) throws SQLException {
        Set<String> there = texts("SELECT quote_ident(rolname) FROM pg_roles");
        Set<String> made = new TreeSet<>();
        List<String> warnings = new ArrayList<>();
        for (String sql : globals) {
            Matcher role = MAKES_ROLE.matcher(sql);
            if (role.matches() && !there.contains(role.group(1))) {
                made.add(role.group(1));
                attempt(sql, warnings);
            } else if (!role.matches() && made.stream().anyMatch(m -> sql.contains(" " + m))) {
                attempt(sql, warnings);
            }
        }
        made.retainAll(Globals.withoutPassword(globals));
        if (!made.isEmpty()) {
            warnings.add("These roles are new and have no password: " + String.join(", ", made) + ".");
        }
        return warnings;
    }

    private void attempt(String sql, List<String> warnings) {
        try {
            execute(sql);
        } catch (SQLException e) {
            warnings.add(
                    "%s: %s".formatted(Globals.shown(sql), StatementWords.of(e).getMessage()));
        }
    }

    /// Creates an empty database as the backup's was; with the server's own locale where it does not know
    /// that one.
    List<String> create(String name, Map<String, String> locale) throws SQLException {
        String sql = "CREATE DATABASE %s TEMPLATE template0 ENCODING %s"
                .formatted(Sql.identifier(name), Sql.literal(locale.getOrDefault("encoding", "UTF8")));
        List<String> warnings = new ArrayList<>();
        try {
            execute(sql + localeClause(locale));
        } catch (SQLException e) {
            boolean unknownLocale = "22023".equals(e.getSQLState()) || "42809".equals(e.getSQLState());
            if (!unknownLocale) {
                throw e;
            }
            execute(sql);
            warnings.add(
                    "The server does not know the locale %s; the database has the server's own, so text may sort otherwise."
                            .formatted(locale.getOrDefault("locale", locale.getOrDefault("collate", ""))));
        }
        // Another restore clears away what is unfinished and empty of sessions: there is one before it is marked.
        leave();
        inside = Optional.of(Database.connect(settings.withDatabase(name)));
        execute("COMMENT ON DATABASE " + Sql.identifier(name) + " IS " + Sql.literal(UNFINISHED));
        return warnings;
    }

    private static String localeClause(Map<String, String> locale) {
        String clause = " LC_COLLATE %s LC_CTYPE %s"
                .formatted(
                        Sql.literal(locale.getOrDefault("collate", "C")),
                        Sql.literal(locale.getOrDefault("ctype", "C")));
        return switch (locale.getOrDefault("provider", "c")) {
            case "i" ->
                clause + " LOCALE_PROVIDER icu ICU_LOCALE " + Sql.literal(locale.getOrDefault("locale", "und"))
                        + (locale.containsKey("rules") ? " ICU_RULES " + Sql.literal(locale.get("rules")) : "");
            case "b" ->
                clause + " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + Sql.literal(locale.getOrDefault("locale", "C"));
            default -> clause;
        };
    }

    /// Takes away the comment that marks an unfinished one.
    void finished(String name) throws SQLException {
        execute("COMMENT ON DATABASE " + Sql.identifier(name) + " IS NULL");
        leave();
    }

    private void leave() throws SQLException {
        if (inside.isPresent()) {
            inside.get().close();
            inside = Optional.empty();
        }
    }

    /// Drops what restores that were killed have left, unless somebody is in it.
    List<String> sweep() throws SQLException {
        List<String> dropped = new ArrayList<>();
        for (String name : texts("""
                SELECT d.datname FROM pg_database d
                 WHERE shobj_description(d.oid, 'pg_database') = %s
                   AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)""".formatted(Sql.literal(UNFINISHED)))) {
            drop(name);
            dropped.add(name);
        }
        return dropped;
    }

    void drop(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(Sql.identifier(name)));
    }

    /// Puts one database in the place of another, which gets another name. For that moment nobody may
    /// connect to it.
    void swap(String name, String fresh, String aside) throws SQLException {
        String quoted = Sql.identifier(name);
        execute("ALTER DATABASE " + quoted + " WITH ALLOW_CONNECTIONS false");
        try {
            texts("SELECT pg_terminate_backend(pid, 5000)::text FROM pg_stat_activity WHERE datname = "
                    + Sql.literal(name));
            execute("ALTER DATABASE %s RENAME TO %s".formatted(quoted, Sql.identifier(aside)));
        } catch (SQLException e) {
            execute("ALTER DATABASE " + quoted + " WITH ALLOW_CONNECTIONS true");
            throw e;
        }
        try {
            rename(fresh, name);
        } catch (SQLException e) {
            rename(aside, name);
            execute("ALTER DATABASE " + quoted + " WITH ALLOW_CONNECTIONS true");
            throw e;
        }
        execute("ALTER DATABASE " + Sql.identifier(aside) + " WITH ALLOW_CONNECTIONS true");
    }

    void rename(String from, String to) throws SQLException {
        execute("ALTER DATABASE %s RENAME TO %s".formatted(Sql.identifier(from), Sql.identifier(to)));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// @throws Problem OCCUPIED when the name typed is not the one that is to be replaced
    static void requireTyped(String name, Optional<String> typed) {
        if (typed.isPresent() && typed.get().equals(name)) {
            return;
        }
        throw new Problem(
                Problem.Kind.OCCUPIED,
                typed.isEmpty()
                        ? "There is a database %s already.".formatted(name)
                        : "--replace names %s, and the database to replace is %s.".formatted(typed.get(), name),
                "To put the backup in its place: --replace %s. To have both: --as another_name.".formatted(name));
    }

    @Override
    public void close() {
        try (connection) {
            leave();
        } catch (SQLException e) {
            // It is of no more use either way.
        }
    }
}
