package dev.pgsteady.backup.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SQLite's SQL, cut into its words (sqlite.org/lang_keywords.html, "quoting").
///
/// @param kind what it is
/// @param text as written; of a quoted name or a text what it says
record SqlTokens(Kind kind, String text) {
    /// Kinds of words.
    enum Kind {
        TEXT,
        NAME,
        NUMBER,
        WORD,
        SIGN
    }

    private static final Pattern TOKEN = Pattern.compile(
            "(?<gap>\\s+|--[^\\n]*|/\\*.*?\\*/)|'(?<text>(?:[^']|'')*)'|\"(?<name>(?:[^\"]|\"\")*)\"|`(?<tick>[^`]*)`"
                    + "|\\[(?<bracket>[^]]*)]|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\d_$]*)"
                    + "|(?<sign><=|>=|<>|!=|==|\\|\\||.)",
            Pattern.DOTALL);

    static List<SqlTokens> of(String sql) {
        List<SqlTokens> all = new ArrayList<>();
        for (Matcher found = TOKEN.matcher(sql); found.find(); ) {
            if (found.group("gap") == null) {
                all.add(token(found));
            }
        }
        return all;
    }

    private static SqlTokens token(Matcher found) {
        for (String group : List.of("text", "name", "tick", "bracket", "number", "word", "sign")) {
            String text = found.group(group);
            if (text != null) {
                return switch (group) {
                    case "text" -> new SqlTokens(Kind.TEXT, text.replace("''", "'"));
                    case "name" -> new SqlTokens(Kind.NAME, text.replace("\"\"", "\""));
                    case "number" -> new SqlTokens(Kind.NUMBER, text);
                    case "word" -> new SqlTokens(Kind.WORD, text);
                    case "sign" -> new SqlTokens(Kind.SIGN, text);
                    default -> new SqlTokens(Kind.NAME, text);
                };
            }
        }
        throw new IllegalStateException("no group matched");
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /// What stands in the parentheses that open at a place, without them.
    static List<SqlTokens> inside(List<SqlTokens> all, int open) {
        int depth = 0;
        for (int i = open; i < all.size(); i++) {
            depth += all.get(i).is("(") ? 1 : all.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return all.subList(open + 1, i);
            }
        }
        return all.subList(open + 1, all.size());
    }

    /// The same without parentheses around all of it.
    private static List<SqlTokens> bare(List<SqlTokens> all) {
        boolean wrapped =
                !all.isEmpty() && all.getFirst().is("(") && inside(all, 0).size() == all.size() - 2;
        return wrapped ? bare(inside(all, 0)) : all;
    }

    /// The conditions of a table's CHECK constraints.
    static List<List<SqlTokens>> checks(String createTable) {
        List<SqlTokens> all = of(createTable);
        List<List<SqlTokens>> checks = new ArrayList<>();
        for (int i = 0; i + 1 < all.size(); i++) {
            if (all.get(i).is("CHECK") && all.get(i + 1).is("(")) {
                checks.add(bare(inside(all, i + 1)));
            }
        }
        return checks;
    }

    /// Whether every foreign key of a table waits for the commit.
    static boolean allDeferred(String createTable) {
        List<SqlTokens> all = of(createTable);
        long deferred = 0;
        for (int i = 0; i + 2 < all.size(); i++) {
            boolean not = i > 0 && all.get(i - 1).is("NOT");
            boolean three = all.get(i).is("DEFERRABLE")
                    && all.get(i + 1).is("INITIALLY")
                    && all.get(i + 2).is("DEFERRED");
            deferred += three && !not ? 1 : 0;
        }
        return deferred > 0
                && deferred == all.stream().filter(t -> t.is("REFERENCES")).count();
    }
}
