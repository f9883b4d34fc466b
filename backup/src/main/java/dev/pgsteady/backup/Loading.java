package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fills an empty database from a backup: what rows need, rows, sequences, what needs rows.
///
/// @param target   the database; nobody else uses it yet
/// @param progress hears of the bytes loaded and of the objects made
record Loading(Repository repository, ConnectionSettings target, LoadOptions options, WorkProgress progress) {
    private static final Set<String> RIGHTS = Set.of("OWNER", "GRANTS", "DEFAULT_PRIVILEGES");
    static final String SESSION = """
            SET check_function_bodies = off;
            SET search_path = pg_catalog, pg_temp;
            SET client_min_messages = warning;
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET synchronous_commit = off;
            SET row_security = off;
            SET DateStyle = 'ISO, MDY';
            SET IntervalStyle = postgres;
            SET TimeZone = 'UTC';
            SET xmloption = content;
            SET maintenance_work_mem = '256MB'""";

    /// @throws Problem DAMAGED when the backup is; SQL_FAILED naming the object that could not be made
    void run(DatabaseContent database) {
        Ddl ddl = Ddl.read(repository, database);
        String name = target.database();
        try (Connection connection = open()) {
            progress.at("Making the schema of " + name, 0, 0);
            Statements.together(connection, chosen(ddl.before()));
            if (options.rows()) {
                rows(database, name);
                sequences(connection, database.sequences());
            }
            after(chosen(ddl.after()), name);
            finish(connection, database);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private void rows(DatabaseContent database, String name) {
        RowLoading loading = new RowLoading(
                repository, database.locale().getOrDefault("encoding", "UTF8"), progress, "Loading " + name);
        loading.load(database, options.workers(), this::open);
    }

    private List<Step> chosen(List<Step> steps) {
        return options.owners() ? steps : withoutRights(steps);
    }

    /// What is left of the steps when everything belongs to who loads.
    static List<Step> withoutRights(List<Step> steps) {
        return steps.stream().filter(s -> !RIGHTS.contains(s.kind())).toList();
    }

    private void after(List<Step> steps, String name) {
        StepSchedule schedule = new StepSchedule(steps);
        new Workers(this::open).run(options.workers(), connection -> {
            for (Optional<Step> step = schedule.next(); step.isPresent(); step = schedule.next()) {
                try {
                    Statements.alone(connection, step.get());
                } catch (Problem e) {
                    schedule.failed();
                    throw e;
                }
                progress.at("Indexes, keys and views of " + name, schedule.done(step.get()), schedule.all());
            }
        });
    }

    private static void sequences(Connection connection, List<SequenceValue> values) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (SequenceValue value : values) {
                statement.addBatch(setting(value));
            }
            statement.executeBatch();
        }
    }

    /// The statement that sets a sequence.
    static String setting(SequenceValue value) {
        return "SELECT setval(%s, %d, %s)"
                .formatted(Sql.literal(value.sequence().qualified().sql()), value.lastValue(), value.called());
    }

    /// The last commit waits for the disk, and so for all before it.
    private void finish(Connection connection, DatabaseContent database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String name = Sql.identifier(target.database());
            for (String sql : database.settings()) {
                if (takes(sql)) {
                    statement.execute(sql.replace("\"{name}\"", name));
                }
            }
            progress.at("Analyzing " + target.database(), 0, 0);
            statement.execute("SET synchronous_commit = on");
            statement.execute("ANALYZE");
        }
    }

    /// Large objects are rows: without rows there is none to be owned.
    private boolean takes(String setting) {
        boolean rights = setting.contains(" OWNER TO ") || setting.startsWith("GRANT") || setting.startsWith("REVOKE");
        boolean large = setting.contains(" ON LARGE OBJECT ") || setting.startsWith("ALTER LARGE OBJECT ");
        return (options.owners() || !rights) && (options.rows() || !large);
    }

    private Connection open() throws SQLException {
        Connection connection = Database.connect(target);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection;
        }
    }
}
