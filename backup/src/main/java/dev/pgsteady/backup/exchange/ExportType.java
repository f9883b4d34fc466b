package dev.pgsteady.backup.exchange;

import dev.pgsteady.schema.DataType;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a type of PostgreSQL is kept in SQLite.
///
/// @param type     what its values are compared as
/// @param declared the name of the type in SQLite
/// @param exact    whether reading it back as that type gives the column's own type again
record ExportType(ColumnType type, String declared, boolean exact) {
    /// SQLite keeps so many decimal digits of a number that has a point.
    private static final int DIGITS = 15;

    private static final Pattern SIZE = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    private static final Map<String, ExportType> BY_NAME = Map.ofEntries(
            Map.entry("bool", new ExportType(ColumnType.BOOLEAN, "bool", true)),
            Map.entry("int2", new ExportType(ColumnType.BIGINT, "smallint", true)),
            Map.entry("int4", new ExportType(ColumnType.BIGINT, "integer", true)),
            Map.entry("int8", new ExportType(ColumnType.BIGINT, "bigint", true)),
            Map.entry("float4", new ExportType(ColumnType.DOUBLE, "real", true)),
            Map.entry("float8", new ExportType(ColumnType.DOUBLE, "real", true)),
            Map.entry("text", new ExportType(ColumnType.TEXT, "text", true)),
            Map.entry("bytea", new ExportType(ColumnType.BYTEA, "BLOB", true)),
            Map.entry("timestamptz", new ExportType(ColumnType.TIMESTAMPTZ, "datetime", true)),
            Map.entry("timestamp", new ExportType(ColumnType.TEXT, "datetime", true)),
            Map.entry("date", new ExportType(ColumnType.DATE, "date", true)),
            Map.entry("time", new ExportType(ColumnType.TIME, "time", true)),
            Map.entry("uuid", new ExportType(ColumnType.UUID, "uuid", true)),
            Map.entry("json", new ExportType(ColumnType.TEXT, "text", true)),
            Map.entry("jsonb", new ExportType(ColumnType.JSONB, "text", true)));

    static ExportType of(DataType type, SqliteExportOptions options) {
        Matcher size = SIZE.matcher(type.sql());
        boolean sized = size.find();
        if (type.is("varchar") && sized) {
            return new ExportType(ColumnType.TEXT, "varchar(" + size.group(1) + ")", true);
        } else if (type.is("varchar")) {
            return new ExportType(ColumnType.TEXT, "text", true);
        } else if (type.is("numeric") && sized && Integer.parseInt(size.group(1)) <= DIGITS) {
            return new ExportType(ColumnType.NUMERIC, "decimal" + size.group().replace(",", ", "), true);
        } else if (type.is("uuid") && options.plainUuids()) {
            return new ExportType(ColumnType.UUID, "char(32)", true);
        }
        boolean known = !type.array()
                && type.base().schema().equals("pg_catalog")
                && BY_NAME.containsKey(type.base().name());
        return known ? BY_NAME.getOrDefault(type.base().name(), text()) : text();
    }

    private static ExportType text() {
        return new ExportType(ColumnType.TEXT, "text", false);
    }

    /// A canonical text as SQLite is to store it.
    Object stored(String value) {
        return switch (type) {
            case BOOLEAN -> value.equals("t") ? 1L : 0L;
            case BIGINT -> Long.valueOf(value);
            case DOUBLE -> Double.valueOf(value);
            case BYTEA -> Values.bytes(value);
            case TIMESTAMPTZ -> value.replace('T', ' ').replace("Z", "");
            case UUID -> declared.equals("char(32)") ? value.replace("-", "") : value;
            case NUMERIC, TEXT, DATE, TIME, JSONB -> value;
        };
    }
}
