package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an index looks up by.
///
/// @param what  a column or an expression, as SQL writes it
/// @param after what stands behind it: an operator class, an order, an operator
record IndexKey(String what, String after) {
    private static final Pattern NAME = Pattern.compile("\\s*(\"[^\"]+\"|[\\w.$]+)(?![\\w.$]*\\s*\\()(.*)");
    private static final Pattern AFTER = Pattern.compile("(?i)[\\w\\s.,=\"()-]*(\\bwith\\s+\\S+)?");
    private static final Pattern OPERATOR = Pattern.compile("(?i)\\bwith\\s+[^\\w\\s]+$");
    private static final Pattern EQUAL = Pattern.compile("(?i)\\bwith\\s+=$");

    /// Reads what stands in an annotation. The name of an embedded property is all its columns.
    static List<IndexKey> of(String text, Place place) {
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            String after = checked(name.group(2), text, place);
            return place.columns(name.group(1).replace("\"", "")).stream()
                    .map(c -> new IndexKey(Sql.identifier(c), after))
                    .toList();
        }
        String sql = place.sql(text);
        int end = end(sql);
        if (end < 0) {
            throw place.refused(
                    "has the index key '" + text + "', which is neither a column nor an expression",
                    "Name a column, or put the expression into parentheses.");
        }
        String expression = sql.substring(0, end);
        return List.of(new IndexKey(
                expression.startsWith("(") ? expression : "(" + expression + ")",
                checked(sql.substring(end), text, place)));
    }

    /// Where the first parenthesis is closed.
    private static int end(String sql) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c == ')' && !quoted) {
                return i + 1;
            }
        }
        return -1;
    }

    private static String checked(String after, String text, Place place) {
        if (!AFTER.matcher(after).matches()) {
            throw place.refused(
                    "has the index key '" + text + "', which is not understood from '" + after.strip() + "' on",
                    "Put the whole expression into parentheses.");
        }
        return after.strip();
    }

    /// As an index has it.
    String sql() {
        return after.isEmpty() ? what : what + " " + after;
    }

    /// Whether it says with which operator rows are compared.
    boolean compares() {
        return OPERATOR.matcher(after).find();
    }

    /// Whether rows are compared by equality.
    boolean equal() {
        return EQUAL.matcher(after).find();
    }
}
