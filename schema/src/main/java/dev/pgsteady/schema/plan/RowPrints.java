package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether rows survive a plan: a print of the values that both schemas can hold, taken before and after. It
/// does not depend on the order of the rows.
public final class RowPrints {
    private final Map<QualifiedName, List<String>> columns = new LinkedHashMap<>();

    /// The values that are in both schemas: columns of the same name and type in tables that are in both.
    public RowPrints(Model old, Model wanted) {
        Map<QualifiedName, Table> after = new LinkedHashMap<>();
        wanted.snapshot().schema().tables().forEach(t -> after.put(t.name(), t));
        for (Table table : old.snapshot().schema().tables()) {
            Optional.ofNullable(after.get(table.name()))
                    .filter(t -> t.kind() == Table.Kind.ORDINARY && table.kind() == Table.Kind.ORDINARY)
                    .ifPresent(t -> columns.put(table.name(), shared(table, t)));
        }
    }

    private static List<String> shared(Table old, Table wanted) {
        List<String> names = new ArrayList<>();
        for (Column column : old.columns()) {
            boolean same = wanted.column(column.name())
                    .filter(c -> c.type().equals(column.type()) && c.generated().isEmpty())
                    .isPresent();
            if (same && column.generated().isEmpty()) {
                names.add(column.name());
            }
        }
        return names;
    }

    /// The prints of a database, by table.
    ///
    /// @throws SQLException when a table cannot be read
    public Map<QualifiedName, String> of(Connection connection) throws SQLException {
        Map<QualifiedName, String> prints = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (var entry : columns.entrySet()) {
                prints.put(entry.getKey(), print(statement, entry.getKey(), entry.getValue()));
            }
        }
        return prints;
    }

    private static String print(Statement statement, QualifiedName table, List<String> columns) throws SQLException {
        String values = columns.stream().map(c -> "t." + Sql.identifier(c)).collect(Collectors.joining(", "));
        String sum = columns.isEmpty()
                ? "0"
                : "coalesce(sum(('x' || substr(md5(ROW(%s)::text), 1, 15))::bit(60)::bigint), 0)".formatted(values);
        try (ResultSet row = statement.executeQuery(
                "SELECT count(*) || ' rows, ' || %s FROM ONLY %s t".formatted(sum, table.sql()))) {
            row.next();
            return row.getString(1);
        }
    }
}
