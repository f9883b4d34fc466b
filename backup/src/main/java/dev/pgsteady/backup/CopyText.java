package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The COPY statements of a table (manual, COPY), the same for taking, loading and comparing.
///
/// @param table    where the rows are
/// @param filter   which of them; empty for all
/// @param columns  without generated ones
/// @param binary   whether the format is binary
/// @param encoding the encoding of the source database: text travels in it, whatever the target's is
record CopyText(QualifiedName table, String filter, List<String> columns, boolean binary, String encoding) {
    /// Types whose binary form is the same in every release from 15 on and says no oid of a user's type.
    private static final Set<String> BINARY = Set.of(
            "bool",
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "money",
            "text",
            "varchar",
            "bpchar",
            "char",
            "bytea",
            "timestamp",
            "timestamptz",
            "date",
            "time",
            "timetz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "oid");

    /// Large objects, in pieces.
    static CopyText largeObjects() {
        return new CopyText(LogicalBackup.LARGE_OBJECTS, "", LargeObjects.COLUMNS, true, "UTF8");
    }

    static CopyText of(TableContent table, String encoding) {
        return new CopyText(table.table().qualified(), table.filter(), table.columns(), table.binary(), encoding);
    }

    static boolean binary(List<Column> columns) {
        return !columns.isEmpty() && columns.stream().map(Column::type).allMatch(CopyText::binary);
    }

    private static boolean binary(DataType type) {
        boolean builtIn = type.base().schema().equals("pg_catalog")
                && BINARY.contains(type.base().name());
        return builtIn || (type.category() == 'E' && !type.array());
    }

    /// COPY TO STDOUT of the rows that satisfy a condition besides the filter; an empty one for all.
    String out(String condition) {
        if (table.equals(LogicalBackup.LARGE_OBJECTS)) {
            return "COPY (%s) TO STDOUT (%s)".formatted(LargeObjects.SELECT, options());
        }
        String where = List.of(filter, condition).stream()
                .filter(c -> !c.isEmpty())
                .map(c -> "(" + c + ")")
                .collect(Collectors.joining(" AND "));
        return "COPY (SELECT %s FROM ONLY %s%s) TO STDOUT (%s)"
                .formatted(list(), table.sql(), where.isEmpty() ? "" : " WHERE " + where, options());
    }

    /// COPY FROM STDIN into a table.
    ///
    /// @param frozen whether the rows come frozen, for which this transaction must have made or emptied the table
    String in(QualifiedName target, boolean frozen) {
        return "COPY %s%s FROM STDIN (%s%s)"
                .formatted(
                        target.sql(),
                        columns.isEmpty() ? "" : " (" + list() + ")",
                        options(),
                        frozen ? ", FREEZE" : "");
    }

    private String list() {
        return columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    private String options() {
        return "FORMAT " + (binary ? "binary" : "text") + ", ENCODING " + Sql.literal(encoding);
    }
}
