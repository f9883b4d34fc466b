package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.exchange.ImportPlan.Misfit;
import dev.pgsteady.backup.exchange.ImportPlan.TablePlan;
import dev.pgsteady.backup.exchange.ImportPlan.Violation;
import dev.pgsteady.backup.exchange.SqliteTable.Column;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Works out an import: looks at every value once, chooses types, writes the SQL.
final class ImportPlanning {
    private static final int LONGEST_NAME = 63;

    private final SqliteFile file;
    private final ImportOptions options;
    private final List<TablePlan> tables = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();
    private final List<String> leftBehind = new ArrayList<>();
    private final List<Misfit> misfits = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    ImportPlanning(SqliteFile file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    ImportPlan plan(Path path, WorkProgress progress) throws SQLException {
        List<SqliteTable> all = file.tables();
        requireColumns(all);
        before.add("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(options.schema()));
        Map<String, Map<String, ColumnType>> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (SqliteTable table : all) {
            progress.at("Looking at " + table.name(), tables.size(), all.size());
            types.put(table.name(), table(table));
        }
        ImportKeys keys = new ImportKeys(file, options, all, types);
        all.forEach(keys::numbersAndKeys);
        all.forEach(keys::indexesAndChecks);
        for (SqliteTable table : all) {
            keys.foreignKeys(table);
        }
        file.others().forEach(o -> leftBehind.add(o + ": write it anew for PostgreSQL"));
        leftBehind.addAll(keys.leftBehind());
        violations.addAll(keys.violations());
        return new ImportPlan(
                path, options.schema(), tables, before, keys.sql(), decisions, leftBehind, misfits, violations);
    }

    private Map<String, ColumnType> table(SqliteTable table) throws SQLException {
        requireShort(table.name());
        List<String> json = Translation.jsonColumns(table.sql());
        Map<Column, Choice> choices = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            requireShort(column.name());
            choices.put(column, choice(table, column, json));
        }
        long rows = look(table, List.copyOf(choices.values()));
        List<String> definitions = new ArrayList<>();
        Map<String, ColumnType> types = new LinkedHashMap<>();
        choices.forEach((column, choice) -> {
            types.put(column.name(), choice.type());
            definitions.add(definition(table, column, choice));
            decisions.addAll(choice.words(table.name()));
            misfit(table, column, choice);
            if (choice.hasNulls() && table.key().contains(column.name())) {
                violations.add(nullKey(table, column));
            }
        });
        before.add("CREATE TABLE %s (\n    %s\n)"
                .formatted(
                        new QualifiedName(options.schema(), table.name()).sql(), String.join(",\n    ", definitions)));
        tables.add(new TablePlan(table.name(), rows, types));
        return types;
    }

    private long look(SqliteTable table, List<Choice> choices) throws SQLException {
        AtomicLong rows = new AtomicLong();
        file.rows(table, (row, values) -> {
            rows.incrementAndGet();
            for (int i = 0; i < choices.size(); i++) {
                choices.get(i).look(row, values.get(i));
            }
        });
        return rows.get();
    }

    private Choice choice(SqliteTable table, Column column, List<String> json) {
        return Optional.ofNullable(options.types().get(table.name() + "." + column.name()))
                .map(asked -> Choice.asked(column, asked))
                .orElseGet(() ->
                        Choice.of(column, json.contains(column.name().toLowerCase(Locale.ROOT)), options.proposals()));
    }

    private String definition(SqliteTable table, Column column, Choice choice) {
        StringBuilder sql = new StringBuilder(Sql.identifier(column.name()) + " " + choice.sql());
        if (table.counted().equals(Optional.of(column.name()))) {
            return sql.append(" GENERATED BY DEFAULT AS IDENTITY").toString();
        }
        if (column.computed()) {
            decisions.add("%s.%s is computed in SQLite; it becomes a plain column with the values of now."
                    .formatted(table.name(), column.name()));
        }
        column.standard()
                .filter(d -> !d.equalsIgnoreCase("NULL"))
                .ifPresent(d -> Translation.standard(d, choice.type())
                        .ifPresentOrElse(
                                said -> sql.append(" DEFAULT ").append(said),
                                () -> leftBehind.add(
                                        "default of %s.%s: %s".formatted(table.name(), column.name(), d))));
        return sql.append(column.notNull() ? " NOT NULL" : "").toString();
    }

    private void misfit(SqliteTable table, Column column, Choice choice) {
        if (choice.misfits() > 0) {
            String rows = choice.misfitRows().stream().map(String::valueOf).collect(Collectors.joining(", "));
            String name = SqliteFile.quoted(column.name());
            String query = table.row()
                    .map(r -> "SELECT %s, typeof(%s), %s FROM %s WHERE %s IN (%s)"
                            .formatted(r, name, name, SqliteFile.quoted(table.name()), r, rows))
                    .orElse("SELECT typeof(%s), * FROM %s".formatted(name, SqliteFile.quoted(table.name())));
            misfits.add(new Misfit(
                    table.name(), column.name(), choice.type(), choice.misfits(), choice.misfitRows(), query));
        }
    }

    private void requireColumns(List<SqliteTable> all) {
        Set<String> asked = new TreeSet<>(options.types().keySet());
        all.forEach(t -> t.columns().forEach(c -> asked.remove(t.name() + "." + c.name())));
        if (!asked.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "There is no column %s.".formatted(String.join(", ", asked)),
                    "Name table and column as SQLite does, as in orders.total.");
        }
    }

    /// SQLite lets nulls into a primary key.
    private static Violation nullKey(SqliteTable table, Column column) {
        String from = " FROM %s WHERE %s IS NULL"
                .formatted(SqliteFile.quoted(table.name()), SqliteFile.quoted(column.name()));
        return new Violation(
                table.name(),
                "%s (%s) is a primary key and null".formatted(table.name(), column.name()),
                1,
                "SELECT *" + from,
                false);
    }

    private static void requireShort(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    "The name '%s' does not fit PostgreSQL, whose names have 1 to 63 bytes.".formatted(name),
                    "Rename it in SQLite (ALTER TABLE ... RENAME), in a copy of the file.");
        }
    }
}
