package dev.pgsteady.migrate.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A comment that accepts what rules find at the statement below it:
///
/// ```sql
/// -- pgsteady: allow column-dropped because nobody has read it since May
/// ```
///
/// @param rules     the rules
/// @param reason    why; empty when it does not say
/// @param line      where it is
/// @param statement which statement it is for; empty when none comes after it
record Allowance(List<String> rules, String reason, int line, OptionalInt statement) {
    private static final String BEGINS = "pgsteady:";
    private static final String WORD = "allow";
    private static final String BECAUSE = "because";

    Allowance {
        rules = List.copyOf(rules);
    }

    /// Whether a comment may be one.
    static boolean begins(TokenReader.Comment comment) {
        return comment.text().startsWith(BEGINS);
    }

    static Optional<Allowance> of(String comment, int line, OptionalInt statement) {
        String text = comment.strip();
        if (!text.startsWith(BEGINS)) {
            return Optional.empty();
        }
        String said = text.substring(BEGINS.length()).strip();
        if (!said.startsWith(WORD)) {
            return Optional.empty();
        }
        List<String> words = List.of(said.substring(WORD.length()).strip().split("\\s+"));
        int because = words.indexOf(BECAUSE);
        List<String> names = because < 0 ? words : words.subList(0, because);
        String reason = because < 0 ? "" : String.join(" ", words.subList(because + 1, words.size()));
        List<String> rules = Arrays.stream(String.join(",", names).split(","))
                .filter(n -> !n.isBlank())
                .toList();
        return Optional.of(new Allowance(rules, reason, line, statement));
    }

    boolean covers(int index, String rule) {
        return !reason.isEmpty() && statement.isPresent() && statement.getAsInt() == index && rules.contains(rule);
    }
}
