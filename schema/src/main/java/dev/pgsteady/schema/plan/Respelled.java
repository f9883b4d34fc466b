package dev.pgsteady.schema.plan;

import java.util.regex.Pattern;

/// Texts that the server writes in one way and reads in another. A list of values for a `varchar` column is
/// written with the cast around the array; read again, the cast moves into it, and the catalog differs for
/// good. Without the casts the server puts them where they were.
final class Respelled {
    private static final String LITERAL = "'(?:[^']|'')*'::character varying(?:\\(\\d+\\))?";
    private static final Pattern LIST = Pattern.compile("\\(([^()]+)\\)::text (= ANY|<> ALL) \\(\\(ARRAY\\[(" + LITERAL
            + "(?:, " + LITERAL + ")*)\\]\\)::text\\[\\]\\)");

    private Respelled() {}

    static String sql(String text) {
        return text.contains("::text[]") ? LIST.matcher(text).replaceAll("$1 $2 (ARRAY[$3])") : text;
    }
}
