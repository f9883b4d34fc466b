package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.mapping.Table;

/// Where an annotation stands: on a class that has a table, or on a property of it.
///
/// @param type   the class that it is read for, which may have inherited it
/// @param member the property; empty for the class
/// @param table  its table
/// @param own    the columns of the property
/// @param known  what columns of the table may be called
record Place(Class<?> type, String member, Table table, List<String> own, ColumnNames known) {
    /// A text, which stays as it is, or a name in braces.
    private static final Pattern PIECE = Pattern.compile("'(?:[^']|'')*'|\\{([A-Za-z_][\\w.]*)}");

    Place {
        own = List.copyOf(own);
    }

    /// As a complaint names it.
    String words() {
        return type.getName() + (member.isEmpty() ? "" : "." + member);
    }

    /// The columns of a name: one, or those of an embedded property.
    List<String> columns(String name) {
        return known.of(name, this);
    }

    /// The one column of a name.
    String column(String name) {
        List<String> columns = columns(name);
        if (columns.size() != 1) {
            throw refused("names '" + name + "', which is several columns", "Name one of them: " + list(columns) + ".");
        }
        return columns.getFirst();
    }

    /// A list of names as SQL writes its columns.
    String list(String[] names) {
        return list(Arrays.stream(names).flatMap(n -> columns(n).stream()).toList());
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /// A piece of SQL, with columns in the place of `{names}`.
    String sql(String piece) {
        return PIECE.matcher(piece)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? m.group() : named(m.group(1))))
                .strip();
    }

    private String named(String name) {
        return Sql.identifier(name.equals("table") ? Names.text(table.getNameIdentifier()) : column(name));
    }

    /// The name of an object, with the table in the place of `{table}`.
    String name(String given) {
        return given.replace("{table}", Names.text(table.getNameIdentifier()));
    }

    /// The keys of an index: those that are named, else the property's own columns.
    List<IndexKey> keys(String[] named) {
        List<IndexKey> keys = new ArrayList<>();
        Arrays.stream(named).forEach(n -> keys.addAll(IndexKey.of(n, this)));
        if (keys.isEmpty()) {
            own.forEach(c -> keys.add(new IndexKey(Sql.identifier(c), "")));
        }
        if (keys.isEmpty()) {
            throw refused("has an index without columns", "Name them: columns = \"...\".");
        }
        return keys;
    }

    /// @param what what is wrong, after the name of the class
    /// @param next what to do, as a sentence
    Refusal refused(String what, String next) {
        return new Refusal("The class " + words() + " " + what + ".", next);
    }
}
