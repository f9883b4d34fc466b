package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.StatementWords;
import dev.pgsteady.migrate.lint.Known.KnownColumn;
import dev.pgsteady.migrate.lint.Known.KnownTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what rules want to know of a database: sizes and columns, from the catalog alone. No table is
/// touched and no size function called.
public final class KnownReader {
    /// A partitioned table is as large as its partitions.
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid),
                CASE WHEN c.relkind = 'p' THEN coalesce((SELECT sum(greatest(p.reltuples, 0)) FROM pg_catalog.pg_inherits i
                    JOIN pg_catalog.pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid), 0)
                    ELSE c.reltuples END::bigint,
                CASE WHEN c.relkind = 'p' THEN coalesce((SELECT sum(p.relpages::bigint) FROM pg_catalog.pg_inherits i
                    JOIN pg_catalog.pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid), 0)
                    ELSE c.relpages END::bigint * pg_catalog.current_setting('block_size')::bigint
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY n.nspname, c.relname""";

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_'
                AND n.nspname <> 'information_schema'
            ORDER BY a.attrelid, a.attnum""";

    private KnownReader() {}

    /// @throws dev.pgsteady.core.Problem when the server refuses
    public static Known read(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            Map<Long, List<KnownColumn>> columns = columns(statement);
            List<KnownTable> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(new KnownTable(
                            new ObjectName(Optional.of(rows.getString(2)), rows.getString(3)),
                            rows.getBoolean(4),
                            new TableSize(rows.getLong(5), rows.getLong(6)),
                            columns.getOrDefault(rows.getLong(1), List.of())));
                }
            }
            return new Known(connection.getMetaData().getDatabaseMajorVersion(), tables);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static Map<Long, List<KnownColumn>> columns(Statement statement) throws SQLException {
        Map<Long, List<KnownColumn>> columns = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                ColumnType type = ColumnType.read(new Cursor(TokenReader.tokens(rows.getString(3))));
                columns.computeIfAbsent(rows.getLong(1), t -> new ArrayList<>())
                        .add(new KnownColumn(rows.getString(2), type, rows.getBoolean(4)));
            }
        }
        return columns;
    }
}
