package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.exchange.SqlTokens.Kind;
import dev.pgsteady.core.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Conditions and defaults of one side in the words of the other, where both mean the same.
final class Translation {
    private static final Set<String> WORDS = Set.of("AND", "OR", "NOT", "IN", "IS", "NULL", "BETWEEN");
    private static final Set<String> SIGNS =
            Set.of("(", ")", ",", "=", "<", "<=", ">", ">=", "<>", "!=", "+", "-", "*");
    private static final Set<String> FUNCTIONS = Set.of("LENGTH", "ABS", "COALESCE");
    private static final Set<ColumnType> PLAIN =
            Set.of(ColumnType.BIGINT, ColumnType.DOUBLE, ColumnType.NUMERIC, ColumnType.TEXT);
    private static final Pattern JSON_CHECK = Pattern.compile("JSON_VALID \\( (\\S+) \\)( OR \\1 IS NULL)?");
    private static final Pattern BOOLEAN_CHECK = Pattern.compile("(\\S+) IN \\( [01] , [01] \\)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?");

    private final Map<String, ColumnType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// @param columns the types by the columns' names
    /// @param quoting how the other side writes a name
    Translation(Map<String, ColumnType> columns, UnaryOperator<String> quoting) {
        types.putAll(columns);
        columns.keySet().forEach(c -> names.put(c, quoting.apply(c)));
    }

    /// The condition; empty when it cannot be said, or not safely.
    Optional<String> condition(List<SqlTokens> tokens) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Optional<String> word = word(
                    tokens.get(i), i + 1 < tokens.size() && tokens.get(i + 1).is("("));
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        return Optional.of(String.join(" ", words));
    }

    private Optional<String> word(SqlTokens token, boolean opens) {
        return switch (token.kind()) {
            case TEXT -> Optional.of(Sql.literal(token.text()).strip());
            case NUMBER -> Optional.of(token.text());
            case NAME -> column(token.text());
            case SIGN ->
                token.is("==") ? Optional.of("=") : Optional.of(token.text()).filter(SIGNS::contains);
            case WORD -> {
                boolean known = WORDS.contains(token.upper()) || (opens && FUNCTIONS.contains(token.upper()));
                yield known ? Optional.of(token.upper()) : column(token.text());
            }
        };
    }

    private Optional<String> column(String name) {
        return Optional.ofNullable(types.get(name))
                .filter(PLAIN::contains)
                .flatMap(t -> Optional.ofNullable(names.get(name)));
    }

    /// Whether a column's type says already what a condition says: `JSON_VALID` of a jsonb, 0 or 1 of a
    /// boolean.
    boolean saidByType(List<SqlTokens> tokens) {
        String text = tokens.stream()
                .map(t -> t.kind() == Kind.WORD ? t.upper() : t.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        Matcher json = JSON_CHECK.matcher(text);
        Matcher bool = BOOLEAN_CHECK.matcher(text);
        return (json.matches() && types.get(json.group(1)) == ColumnType.JSONB)
                || (bool.matches() && types.get(bool.group(1)) == ColumnType.BOOLEAN);
    }

    /// The columns whose texts a condition wants to be JSON.
    static List<String> jsonColumns(String createTable) {
        List<String> names = new ArrayList<>();
        for (List<SqlTokens> check : SqlTokens.checks(createTable)) {
            for (int i = 0; i + 2 < check.size(); i++) {
                if (check.get(i).is("JSON_VALID") && check.get(i + 1).is("(")) {
                    names.add(check.get(i + 2).text().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /// A column's default; empty when it cannot be said.
    static Optional<String> standard(String text, ColumnType type) {
        List<SqlTokens> tokens = SqlTokens.of(text);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        if (tokens.size() == 1 && tokens.getFirst().kind() == Kind.TEXT) {
            return Values.of(type, tokens.getFirst().text())
                    .map(v -> Sql.literal(v).strip());
        }
        if (NUMBER.matcher(text).matches()) {
            Object number = text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text);
            return type == ColumnType.TIMESTAMPTZ
                    ? Optional.empty()
                    : Values.of(type, number).map(v -> Sql.literal(v).strip());
        }
        String words = tokens.stream().map(SqlTokens::upper).collect(Collectors.joining(" "));
        return switch (words) {
            case "TRUE", "FALSE" -> Optional.of(words.toLowerCase(Locale.ROOT)).filter(w -> type == ColumnType.BOOLEAN);
            case "CURRENT_TIMESTAMP", "DATETIME ( NOW )", "( DATETIME ( NOW ) )" ->
                Optional.of("now()").filter(w -> type == ColumnType.TIMESTAMPTZ);
            case "CURRENT_DATE", "DATE ( NOW )" -> Optional.of("CURRENT_DATE").filter(w -> type == ColumnType.DATE);
            default -> Optional.empty();
        };
    }
}
