package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Migration tools that write down in the database that a migration failed, or that one is at work. The others, such as
/// Alembic and Rails, write down what succeeded alone.
///
/// A migration that is running looks like one that failed; where the tool keeps a time, only old ones count.
public enum HistoryTool {
    PGSTEADY(
            "pgsteady_revisions",
            "state text, applied_at timestamptz",
            "state = 'running' AND applied_at < now() - interval '1 hour'"),
    FLYWAY("flyway_schema_history|schema_version", "success bool", "NOT success"),
    PRISMA(
            "_prisma_migrations",
            "started_at timestamptz, finished_at timestamptz, rolled_back_at timestamptz",
            "finished_at IS NULL AND rolled_back_at IS NULL AND started_at < now() - interval '1 hour'"),
    SQLX(
            "_sqlx_migrations",
            "success bool, installed_on timestamptz",
            "NOT success AND installed_on < now() - interval '1 hour'"),
    ATLAS("atlas_schema_revisions", "error text, applied int8", "error <> ''"),
    /// Keeps no time; while it works it holds an advisory lock.
    GOLANG_MIGRATE("schema_migrations", "dirty bool", """
            dirty AND NOT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                                   WHERE l.locktype = 'advisory' AND d.datname = current_database())"""),
    /// Keeps a local time without a zone.
    LIQUIBASE(
            "databasechangeloglock",
            "locked bool, lockgranted timestamp",
            "locked AND lockgranted < now() - interval '1 day'");

    private final String names;
    private final String columns;
    private final String failed;

    /// @param names   the names of its table, as a pattern
    /// @param columns those that are asked for, each with its type
    /// @param failed  the condition for a row that tells of a failure
    HistoryTool(String names, String columns, String failed) {
        this.names = names;
        this.columns = columns;
        this.failed = failed;
    }

    /// The tool that keeps such a table; empty when none does, or when its rows say nothing of failures.
    public static Optional<HistoryTool> of(Table table) {
        return Arrays.stream(values()).filter(t -> t.keeps(table)).findFirst();
    }

    private boolean keeps(Table table) {
        return table.kind() == Table.Kind.ORDINARY
                && table.name().name().toLowerCase(Locale.ROOT).matches(names)
                && Arrays.stream(columns.split(", ", -1)).allMatch(c -> has(table, c.split(" ", -1)));
    }

    /// Built-in types alone: a type of somebody's own could bring functions that a check would run.
    private static boolean has(Table table, String[] nameAndType) {
        String wanted = nameAndType[1];
        return table.column(nameAndType[0])
                .map(Column::type)
                .filter(type -> type.is(wanted) || (wanted.equals("text") && type.is("varchar")))
                .isPresent();
    }

    /// The query that counts what went wrong, a thousand rows at the most.
    String sql(QualifiedName table) {
        return "SELECT count(*) FROM (SELECT FROM %s WHERE %s LIMIT 1000) f".formatted(table.sql(), failed);
    }

    /// The tables of a database in which one of these tools keeps its history.
    public static List<Table> in(Facts facts) {
        return facts.schema().tables().stream().filter(t -> of(t).isPresent()).toList();
    }
}
