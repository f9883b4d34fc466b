package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Selectable;
import org.jspecify.annotations.Nullable;

/// The statements that make the indexes of a table.
///
/// @param table   its name, as SQL writes it
/// @param columns its columns
record IndexDdl(String table, List<Column> columns) {
    private static final Pattern METHOD = Pattern.compile("(?is)using\\s+(\\w+)\\s*(.*)");

    /// An index that the entities want.
    record Wanted(
            Optional<String> name,
            boolean unique,
            List<? extends Selectable> keys,
            Function<Selectable, @Nullable String> orders,
            @Nullable String options) {}

    /// The statement. `using gin` stands before the columns in SQL and at the end of `@Index(options)`.
    String create(Wanted index) {
        String options = Optional.ofNullable(index.options()).orElse("").strip();
        Matcher method = METHOD.matcher(options);
        boolean said = method.matches();
        Set<String> known = columns.stream().map(Names::of).collect(Collectors.toSet());
        return SchemaDdl.withOptions(
                "CREATE %sINDEX %sON %s %s(%s)"
                        .formatted(
                                index.unique() ? "UNIQUE " : "",
                                index.name().map(n -> Sql.identifier(n) + " ").orElse(""),
                                table,
                                said ? "USING " + method.group(1) + " " : "",
                                index.keys().stream()
                                        .map(key -> key(key, index.orders(), known))
                                        .collect(Collectors.joining(", "))),
                said ? method.group(2) : options);
    }

    /// A column, or an expression, with or without parentheses around it.
    private String key(Selectable key, Function<Selectable, @Nullable String> orders, Set<String> known) {
        String order = Optional.ofNullable(orders.apply(key)).orElse("").strip();
        String text = key instanceof Column column ? column.getName() : key.getText();
        String sql;
        if (key instanceof Column column && known.contains(Names.of(column))) {
            sql = Names.sql(column);
        } else if (text.indexOf('(') < 0) {
            throw new Refusal(
                    "An index of the table %s names the column %s, which it has not.".formatted(table, text),
                    "Name columns as the database has them; the table has " + TableDdl.list(columns) + ".");
        } else {
            sql = text.startsWith("(") ? text : "(" + text + ")";
        }
        return order.isEmpty() ? sql : sql + " " + order;
    }
}
