package dev.pgsteady.backup.exchange;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads tables of PostgreSQL as canonical texts.
final class Readback {
    private static final int AT_ONCE = 1000;

    private Readback() {}

    /// Takes a row.
    @FunctionalInterface
    interface Taker {
        void row(List<Optional<String>> values) throws SQLException;
    }

    /// @param connection in a transaction, so that rows come a few at a time
    /// @param from       what stands after FROM
    static void rows(Connection connection, String from, Map<String, ColumnType> columns, Taker taker)
            throws SQLException {
        List<ColumnType> types = List.copyOf(columns.values());
        String list = columns.entrySet().stream()
                .map(c -> Sql.identifier(c.getKey()) + (c.getValue() == ColumnType.TEXT ? "::text" : ""))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(AT_ONCE);
            try (ResultSet rows = statement.executeQuery("SELECT %s FROM %s".formatted(list, from))) {
                while (rows.next()) {
                    List<Optional<String>> row = new ArrayList<>();
                    for (int i = 0; i < types.size(); i++) {
                        row.add(Values.of(types.get(i), rows, i + 1));
                    }
                    taker.row(row);
                }
            }
        }
    }

    static MovedTable digest(Connection connection, QualifiedName table, Map<String, ColumnType> columns)
            throws SQLException {
        RowDigest digest = new RowDigest();
        rows(connection, table.sql(), columns, digest::add);
        return digest.of(table.name());
    }
}
