package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
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
    private static final String SORTING = "SET maintenance_work_mem = '256MB'";
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
            """ + SORTING;

    /// @throws Problem DAMAGED when the backup is; SQL_FAILED naming the object that could not be made
    void run(DatabaseContent database) {
        Ddl ddl = Ddl.read(repository, database);
        String name = target.database();
        try (Connection connection = open()) {
            progress.at("Making the schema of " + name, 0, 0);
            Statements.together(connection, chosen(ddl.before()));
            if (options.rows()) {
                sequences(connection, database.sequences());
            }
            Set<Name> analyzed = rowsAndRest(database, chosen(ddl.after()));
            finish(connection, database, analyzed);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// A table's indexes and keys are made as soon as it has its rows, while those of others still come.
    ///
    /// @return the tables that were analyzed too
    private Set<Name> rowsAndRest(DatabaseContent database, List<Step> rest) {
        RowLoading loading = new RowLoading(
                repository,
                database.locale().getOrDefault("encoding", "UTF8"),
                progress,
                "Loading " + target.database());
        LoadingOrder order = new LoadingOrder(options.rows() ? database.tables() : List.of(), rest, options.workers());
        RowLoading.Queue rows = loading.queue(order.tables(), order::whole);
        StepSchedule steps = new StepSchedule(order.steps(), rows.tables());
        new Workers(this::open).run(options.workers(), connection -> {
            boolean well = false;
            try {
                boolean more = true;
                while (more) {
                    Optional<Step> step = steps.now();
                    if (step.isEmpty() && !rows.one(connection, steps::filled)) {
                        step = steps.next();
                        more = step.isPresent();
                    }
                    if (step.isPresent()) {
                        step(connection, step.get(), steps, rows);
                    }
                }
                well = true;
            } finally {
                if (!well) {
                    steps.failed();
                }
            }
        });
        return order.analyzed();
    }

    private void step(Connection connection, Step step, StepSchedule steps, RowLoading.Queue rows) throws SQLException {
        // A GIN index collects its entries in a tree, which is slower the less of it fits into the processor's cache:
        // it gets what the server is set to.
        boolean gin = step.gin();
        if (gin) {
            Statements.execute(connection, "SET maintenance_work_mem = DEFAULT");
        }
        Statements.alone(connection, step);
        if (gin) {
            Statements.execute(connection, SORTING);
        }
        int done = steps.done(step);
        if (rows.taken()) {
            progress.at("Indexes, keys and views of " + target.database(), done, steps.all());
        }
    }

    private List<Step> chosen(List<Step> steps) {
        return options.owners() ? steps : withoutRights(steps);
    }

    /// What is left of the steps when everything belongs to who loads.
    static List<Step> withoutRights(List<Step> steps) {
        return steps.stream().filter(s -> !RIGHTS.contains(s.kind())).toList();
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

    private void finish(Connection connection, DatabaseContent database, Set<Name> analyzed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String name = Sql.identifier(target.database());
            for (String sql : database.settings()) {
                if (takes(sql)) {
                    statement.execute(sql.replace("\"{name}\"", name));
                }
            }
            progress.at("Analyzing " + target.database(), 0, 0);
            Analyzing.of(connection, analyzed).run(new Workers(this::open), options.workers());
            // The last commit waits for the disk, and so for all before it.
            statement.execute("SET synchronous_commit = on");
            statement.execute("ANALYZE pg_catalog.pg_class");
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
