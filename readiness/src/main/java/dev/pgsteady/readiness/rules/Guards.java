package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the database itself holds a column to.
final class Guards {
    private Guards() {}

    /// Whether the type, a check, a foreign key or a generation expression says which values a column may have.
    static boolean limited(Facts facts, Table table, Column column) {
        return column.generated().isPresent()
                || facts.plain(column.type()).category() == 'E'
                || byDomain(facts, column)
                || byCheck(table, column.name())
                || refers(table, column.name());
    }

    private static boolean byDomain(Facts facts, Column column) {
        var domain = facts.domain(column.type());
        while (domain.isPresent()) {
            if (!domain.get().checks().isEmpty()) {
                return true;
            }
            domain = facts.domain(domain.get().base());
        }
        return false;
    }

    /// Whether a check says more of the column than that it is not null.
    static boolean byCheck(Table table, String column) {
        return table.constraintsOf(Constraint.Check.class).stream()
                .filter(c -> c.columns().contains(column))
                .anyMatch(c -> !c.expression().matches("\\(*\"?[^\" ]+\"? IS NOT NULL\\)*"));
    }

    /// Whether the column is part of a foreign key.
    static boolean refers(Table table, String column) {
        return table.foreignKeys().stream().anyMatch(k -> k.columns().contains(column));
    }

    /// The indexes that hold the table to uniqueness now.
    static List<Index> unique(Table table) {
        return table.indexes().stream().filter(i -> i.unique() && i.valid()).toList();
    }

    /// Whether a unique index or an exclusion constraint has the column in it, bare or within an expression.
    static boolean inUniqueKey(Table table, String column) {
        return unique(table).stream().anyMatch(i -> keyed(i, column))
                || table.constraintsOf(Constraint.Exclusion.class).stream()
                        .anyMatch(e -> e.columns().contains(column) || mentions(e.definition(), column));
    }

    /// Whether the column is in the key of an index, bare or within an expression.
    static boolean keyed(Index index, String column) {
        return index.keys().stream()
                .anyMatch(k -> k.column().stream().anyMatch(column::equals)
                        || k.expression().stream().anyMatch(e -> mentions(e, column)));
    }

    /// Whether SQL names the column. An expression of one table names nothing else that could be taken for it.
    static boolean mentions(String sql, String column) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_$\"])" + Pattern.quote(Sql.identifier(column)) + "(?![\\p{L}\\p{N}_$\"])")
                .matcher(sql)
                .find();
    }

    /// The conditions that a predicate joins by AND, without their outer parentheses.
    static Stream<String> conditions(String predicate) {
        return Stream.of(predicate.split(" AND ", -1)).map(c -> c.replaceAll("^\\(+|\\)+$", ""));
    }
}
