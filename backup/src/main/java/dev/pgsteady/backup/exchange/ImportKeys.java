package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.exchange.ImportPlan.Violation;
import dev.pgsteady.backup.exchange.SqliteTable.ForeignKey;
import dev.pgsteady.backup.exchange.SqliteTable.Index;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Numbers, keys, indexes, checks and foreign keys of an import.
final class ImportKeys {
    private final SqliteFile file;
    private final ImportOptions options;
    private final List<SqliteTable> tables;
    private final Map<String, Map<String, ColumnType>> types;
    private final List<String> sql = new ArrayList<>();
    private final List<String> leftBehind = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    ImportKeys(
            SqliteFile file,
            ImportOptions options,
            List<SqliteTable> tables,
            Map<String, Map<String, ColumnType>> types) {
        this.file = file;
        this.options = options;
        this.tables = tables;
        this.types = types;
    }

    List<String> sql() {
        return List.copyOf(sql);
    }

    List<String> leftBehind() {
        return List.copyOf(leftBehind);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    private String name(String table) {
        return new QualifiedName(options.schema(), table).sql();
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Sql::identifier).collect(Collectors.joining(", ", "(", ")"));
    }

    /// The next number comes after the highest there is, and after the highest there ever was where that is
    /// known.
    void numbersAndKeys(SqliteTable table) {
        table.counted()
                .ifPresent(column -> sql.add("""
                SELECT setval(pg_get_serial_sequence(%s, %s), greatest(m, 1), m >= 1)
                  FROM (SELECT greatest(coalesce(max(%s), 0), %d) FROM %s) AS highest (m)""".formatted(
                                Sql.literal(name(table.name())),
                                Sql.literal(column),
                                Sql.identifier(column),
                                table.last(),
                                name(table.name()))));
        if (!table.key().isEmpty()) {
            sql.add("ALTER TABLE %s ADD PRIMARY KEY %s".formatted(name(table.name()), list(table.key())));
        }
        table.indexes().stream()
                .filter(i -> i.origin().equals("u"))
                .forEach(i -> sql.add("ALTER TABLE %s ADD UNIQUE %s".formatted(name(table.name()), list(plain(i)))));
    }

    private static List<String> plain(Index index) {
        return index.keys().stream().flatMap(k -> k.column().stream()).toList();
    }

    void indexesAndChecks(SqliteTable table) {
        Translation translation = new Translation(types.getOrDefault(table.name(), Map.of()), Sql::identifier);
        for (Index index : table.indexes()) {
            index.keys().stream()
                    .filter(k -> !k.collation().equalsIgnoreCase("BINARY"))
                    .findFirst()
                    .ifPresent(k -> leftBehind.add("collation %s of index %s on %s: letters are compared as they are"
                            .formatted(k.collation(), index.name(), table.name())));
            if (index.origin().equals("c")) {
                index(table, index, translation)
                        .ifPresentOrElse(
                                sql::add,
                                () -> leftBehind.add("index %s on %s: %s"
                                        .formatted(
                                                index.name(),
                                                table.name(),
                                                index.sql().orElse(""))));
            }
        }
        for (List<SqlTokens> check : SqlTokens.checks(table.sql())) {
            if (!translation.saidByType(check)) {
                translation
                        .condition(check)
                        .ifPresentOrElse(
                                c -> sql.add("ALTER TABLE %s ADD CHECK (%s)".formatted(name(table.name()), c)),
                                () -> leftBehind.add("check of %s: %s"
                                        .formatted(
                                                table.name(),
                                                check.stream()
                                                        .map(SqlTokens::text)
                                                        .collect(Collectors.joining(" ")))));
            }
        }
    }

    private Optional<String> index(SqliteTable table, Index index, Translation translation) {
        if (index.keys().stream().anyMatch(k -> k.column().isEmpty())) {
            return Optional.empty();
        }
        Optional<String> where = Optional.of("");
        if (index.partial()) {
            List<SqlTokens> tokens = SqlTokens.of(index.sql().orElse(""));
            int at = IntStream.range(0, tokens.size())
                    .filter(i -> tokens.get(i).is("WHERE"))
                    .findFirst()
                    .orElse(tokens.size() - 1);
            where = translation.condition(tokens.subList(at + 1, tokens.size())).map(c -> " WHERE " + c);
        }
        return where.map(condition -> "CREATE %sINDEX %s ON %s (%s)%s"
                .formatted(
                        index.unique() ? "UNIQUE " : "",
                        Sql.identifier(Sql.name(index.name(), "")),
                        name(table.name()),
                        index.keys().stream().map(ImportKeys::key).collect(Collectors.joining(", ")),
                        condition));
    }

    private static String key(SqliteTable.Key key) {
        return Sql.identifier(key.column().orElse("")) + (key.descending() ? " DESC" : "");
    }

    /// After all keys are there.
    void foreignKeys(SqliteTable table) throws SQLException {
        String deferred = SqlTokens.allDeferred(table.sql()) ? " DEFERRABLE INITIALLY DEFERRED" : "";
        for (ForeignKey key : table.foreignKeys()) {
            Optional<SqliteTable> parent = tables.stream()
                    .filter(t -> t.name().equalsIgnoreCase(key.table()))
                    .findFirst();
            List<String> targets = parent.map(p -> targets(p, key)).orElse(List.of());
            String words = "%s (%s) -> %s (%s)"
                    .formatted(table.name(), String.join(", ", key.columns()), key.table(), String.join(", ", targets));
            Optional<String> reason = parent.map(p -> obstacle(table, key, p, targets))
                    .orElse(Optional.of("there is no table " + key.table()));
            if (reason.isPresent()) {
                leftBehind.add("foreign key %s: %s".formatted(words, reason.get()));
                continue;
            }
            String invalid = violated(table, key, targets, words) ? " NOT VALID" : "";
            sql.add("ALTER TABLE %s ADD FOREIGN KEY %s REFERENCES %s %s%s%s%s%s"
                    .formatted(
                            name(table.name()),
                            list(actual(table, key.columns())),
                            name(parent.map(SqliteTable::name).orElse(key.table())),
                            list(targets),
                            action(" ON UPDATE ", key.onUpdate()),
                            action(" ON DELETE ", key.onDelete()),
                            deferred,
                            invalid));
        }
    }

    private static String action(String word, String action) {
        return action.equals("NO ACTION") ? "" : word + action;
    }

    private static List<String> targets(SqliteTable parent, ForeignKey key) {
        return key.targets().isEmpty() ? parent.key() : actual(parent, key.targets());
    }

    /// SQLite finds columns whatever their case.
    private static List<String> actual(SqliteTable table, List<String> names) {
        return names.stream()
                .map(n -> table.column(n).map(SqliteTable.Column::name).orElse(n))
                .toList();
    }

    private Optional<String> obstacle(SqliteTable table, ForeignKey key, SqliteTable parent, List<String> targets) {
        boolean unique = parent.key().equals(targets)
                || parent.indexes().stream().anyMatch(i -> i.unique() && !i.partial() && plain(i).equals(targets));
        if (!unique) {
            return Optional.of("nothing says that these columns of %s are unique".formatted(parent.name()));
        }
        Map<String, ColumnType> own = types.getOrDefault(table.name(), Map.of());
        Map<String, ColumnType> theirs = types.getOrDefault(parent.name(), Map.of());
        List<String> columns = actual(table, key.columns());
        for (int i = 0; i < columns.size(); i++) {
            if (own.get(columns.get(i)) != theirs.get(targets.get(i))) {
                return Optional.of("%s is %s there and %s here"
                        .formatted(targets.get(i), theirs.get(targets.get(i)), own.get(columns.get(i))));
            }
        }
        return Optional.empty();
    }

    /// SQLite holds foreign keys only where a connection asks it to.
    private boolean violated(SqliteTable table, ForeignKey key, List<String> targets, String words)
            throws SQLException {
        String present = key.columns().stream()
                .map(c -> "c." + SqliteFile.quoted(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, targets.size())
                .mapToObj(i -> "p.%s = c.%s"
                        .formatted(
                                SqliteFile.quoted(targets.get(i)),
                                SqliteFile.quoted(key.columns().get(i))))
                .collect(Collectors.joining(" AND "));
        String from = " FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)"
                .formatted(SqliteFile.quoted(table.name()), present, SqliteFile.quoted(key.table()), same);
        long rows = file.query("SELECT count(*)" + from, List.of(), r -> r.getLong(1))
                .getFirst();
        if (rows > 0) {
            String query = "SELECT %sc.*%s"
                    .formatted(table.row().map(r -> "c." + r + ", ").orElse(""), from);
            violations.add(new Violation(table.name(), words, rows, query, options.keepViolations()));
        }
        return rows > 0;
    }
}
