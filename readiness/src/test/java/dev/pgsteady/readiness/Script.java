package dev.pgsteady.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SQL text taken apart into its statements, without their comments (manual, 4.1 Lexical Structure). Knows strings,
/// quoted names, dollar quotes and comments; not the bodies that SQL-standard routines have in the open.
final class Script {
    private static final Pattern PIECE = Pattern.compile(
            "(?<comment>--[^\\n]*|/\\*.*?\\*/)"
                    + "|(?<!\\w)[eE]'(?:[^'\\\\]|\\\\.|'')*'"
                    + "|'(?:[^']|'')*'"
                    + "|\"(?:[^\"]|\"\")*\""
                    + "|(?<![\\w$])\\$(?<tag>[A-Za-z_]\\w*|)\\$.*?\\$\\k<tag>\\$"
                    + "|(?<end>;)"
                    + "|.",
            Pattern.DOTALL);

    private Script() {}

    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            if (piece.group("end") != null) {
                statements.add(statement.toString().strip());
                statement.setLength(0);
            } else if (piece.group("comment") == null) {
                statement.append(piece.group());
            }
        }
        statements.add(statement.toString().strip());
        return statements.stream().filter(s -> !s.isEmpty()).toList();
    }
}
