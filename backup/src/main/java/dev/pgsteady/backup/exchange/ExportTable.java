package dev.pgsteady.backup.exchange;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A table of PostgreSQL in SQLite's words.
final class ExportTable {
    private static final Pattern LITERAL = Pattern.compile("\\(?'((?:[^']|'')*)'\\)?::[a-z ]+(\\(\\d+(,\\d+)?\\))?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Table table;
    private final Map<String, ExportType> types = new LinkedHashMap<>();
    private final List<String> leftBehind = new ArrayList<>();

    ExportTable(Table table, SqliteExportOptions options) {
        this.table = table;
        for (Column column : table.columns()) {
            ExportType type = ExportType.of(column.type(), options);
            types.put(column.name(), type);
            if (!type.exact()) {
                leftBehind.add("%s.%s is %s, kept as text"
                        .formatted(name(), column.name(), column.type().sql()));
            }
        }
    }

    String name() {
        return table.name().name();
    }

    Map<String, ExportType> types() {
        return types;
    }

    /// What is read and compared.
    Map<String, ColumnType> columns() {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        types.forEach((column, type) -> columns.put(column, type.type()));
        return columns;
    }

    /// What stands after FROM: rows of tables that inherit are written with those.
    String from() {
        return (table.kind() == Table.Kind.PARTITIONED ? "" : "ONLY ")
                + table.name().sql();
    }

    List<String> leftBehind() {
        return List.copyOf(leftBehind);
    }

    /// The column that SQLite is to number by itself.
    Optional<String> counted() {
        List<String> key =
                table.primaryKey().map(Constraint.PrimaryKey::columns).orElse(List.of());
        return table.columns().stream()
                .filter(c -> key.equals(List.of(c.name())) && columns().get(c.name()) == ColumnType.BIGINT)
                .filter(c -> c.identity().isPresent()
                        || c.defaultExpression()
                                .filter(d -> d.startsWith("nextval("))
                                .isPresent())
                .map(Column::name)
                .findFirst();
    }

    /// CREATE TABLE and CREATE INDEX.
    List<String> sql() {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(c -> parts.add(column(c)));
        table.primaryKey()
                .filter(k -> counted().isEmpty())
                .ifPresent(k -> parts.add("PRIMARY KEY " + list(k.columns())));
        table.constraintsOf(Constraint.Unique.class).forEach(u -> parts.add("UNIQUE " + list(u.columns())));
        table.foreignKeys().forEach(k -> foreignKey(k).ifPresent(parts::add));
        Translation translation = new Translation(columns(), SqliteFile::quoted);
        for (Constraint.Check check : table.constraintsOf(Constraint.Check.class)) {
            translation
                    .condition(SqlTokens.of(check.expression()))
                    .ifPresentOrElse(
                            c -> parts.add("CHECK (" + c + ")"),
                            () -> leave("check " + check.name() + ": " + check.expression()));
        }
        List<String> all = new ArrayList<>();
        all.add("CREATE TABLE %s (\n    %s\n)".formatted(SqliteFile.quoted(name()), String.join(",\n    ", parts)));
        for (Index index : table.indexes()) {
            if (index.constraint().isEmpty()) {
                index(index, translation)
                        .ifPresentOrElse(
                                all::add, () -> leave("index " + index.name().name()));
            }
        }
        table.constraintsOf(Constraint.Exclusion.class).forEach(e -> leave("exclusion constraint " + e.name()));
        table.triggers().forEach(t -> leave("trigger " + t.name()));
        table.policies().forEach(p -> leave("policy " + p.name()));
        return all;
    }

    private void leave(String what) {
        leftBehind.add("%s of %s".formatted(what, name()));
    }

    private static String list(List<String> columns) {
        return columns.stream().map(SqliteFile::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private String column(Column column) {
        String name = SqliteFile.quoted(column.name());
        if (counted().equals(Optional.of(column.name()))) {
            return name + " integer NOT NULL PRIMARY KEY AUTOINCREMENT";
        }
        ExportType type = Optional.ofNullable(types.get(column.name())).orElseThrow();
        StringBuilder sql = new StringBuilder(name + " " + type.declared() + (column.notNull() ? " NOT NULL" : ""));
        if (column.generated().isPresent()) {
            leave("computation of column " + column.name() + ", which keeps its values");
        } else {
            column.defaultExpression()
                    .ifPresent(d -> standard(d, type)
                            .ifPresentOrElse(
                                    s -> sql.append(" DEFAULT ").append(s),
                                    () -> leave("default of " + column.name() + ": " + d)));
        }
        if (type.type() == ColumnType.JSONB) {
            sql.append(" CHECK (JSON_VALID(%s) OR %s IS NULL)".formatted(name, name));
        }
        return sql.toString();
    }

    private static Optional<String> standard(String expression, ExportType type) {
        Matcher literal = LITERAL.matcher(expression);
        if (NUMBER.matcher(expression).matches()) {
            return Optional.of(expression);
        } else if (literal.matches() && type.type() == ColumnType.TEXT) {
            return Optional.of("'" + literal.group(1) + "'");
        }
        return switch (expression.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of("1");
            case "false" -> Optional.of("0");
            case "now()", "current_timestamp" ->
                type.type() == ColumnType.TIMESTAMPTZ ? Optional.of("CURRENT_TIMESTAMP") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> foreignKey(Constraint.ForeignKey key) {
        if (!key.target().schema().equals(table.name().schema())) {
            leave("foreign key to %s, in another schema,".formatted(key.target()));
            return Optional.empty();
        }
        return Optional.of("FOREIGN KEY %s REFERENCES %s %s%s%s%s"
                .formatted(
                        list(key.columns()),
                        SqliteFile.quoted(key.target().name()),
                        list(key.targetColumns()),
                        action(" ON UPDATE ", key.onUpdate()),
                        action(" ON DELETE ", key.onDelete()),
                        key.common().deferred() ? " DEFERRABLE INITIALLY DEFERRED" : ""));
    }

    private static String action(String word, Constraint.ForeignKey.Action action) {
        return action == Constraint.ForeignKey.Action.NO_ACTION
                ? ""
                : word + action.name().replace('_', ' ');
    }

    private Optional<String> index(Index index, Translation translation) {
        boolean plain = index.plainColumns() && index.method().equals("btree") && !index.nullsNotDistinct();
        Optional<String> where = index.predicate().isEmpty()
                ? Optional.of("")
                : translation.condition(SqlTokens.of(index.predicate().get())).map(c -> " WHERE " + c);
        return where.filter(w -> plain)
                .map(condition -> "CREATE %sINDEX %s ON %s (%s)%s"
                        .formatted(
                                index.unique() ? "UNIQUE " : "",
                                SqliteFile.quoted(index.name().name()),
                                SqliteFile.quoted(name()),
                                index.keys().stream()
                                        .map(k -> SqliteFile.quoted(k.column().orElse(""))
                                                + (k.descending() ? " DESC" : ""))
                                        .collect(Collectors.joining(", ")),
                                condition));
    }

    /// The name that names the sequence of the counted column to the server.
    Optional<String> sequenceQuery() {
        return counted()
                .map(column -> "SELECT pg_get_serial_sequence(%s, %s)"
                        .formatted(Sql.literal(table.name().sql()), Sql.literal(column)));
    }
}
