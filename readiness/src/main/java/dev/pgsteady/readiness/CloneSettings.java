package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Cluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The settings of the server that a clone is on.
record CloneSettings(Connection connection) {
    private static final Pattern SET = Pattern.compile("(?is)\\s*ALTER SYSTEM SET (\\w+) .*");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Gives the settings that a script changes the values that they have at the source, so that the change
    /// shows.
    void resemble(Cluster source, FixScript script) {
        Set<String> names = script.steps().stream()
                .flatMap(s -> s.statements().stream())
                .map(SET::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        for (String name : names) {
            Optional<Cluster.Setting> setting =
                    Optional.ofNullable(source.settings().get(name));
            setting.filter(s -> !s.context().equals("postmaster"))
                    .ifPresent(s -> execute("ALTER SYSTEM SET %s = %s".formatted(name, Sql.literal(s.value()))));
        }
        reload();
    }

    /// Reads the configuration again, and returns when this session has it.
    void reload() {
        String before = loaded();
        execute("SELECT pg_reload_conf()");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loaded().equals(before) && System.nanoTime() < end) {
            execute("SELECT pg_sleep(0.01)");
        }
    }

    private String loaded() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_conf_load_time()::text")) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static Problem broken(SQLException e) {
        return new Problem(
                Problem.Kind.SQL_FAILED,
                "The clone's server refused a setting: " + e.getMessage(),
                "Nothing was changed in the database itself; run it again without that fix (--rule, --area).",
                e);
    }
}
