package dev.pgsteady.readiness;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words that a name is made of, lower case and in the singular: `stripeCustomerIDs` and `stripe_customer_ids` are
/// both stripe, customer, id. Names only ever suggest; a rule that goes by them says so in its evidence.
///
/// @param all    in order; empty for a name without a letter or digit
/// @param joined all of them in one piece, joined by `_`
public record NameWords(List<String> all, String joined) {
    private static final Pattern BETWEEN =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    public NameWords {
        all = List.copyOf(all);
    }

    /// Takes a name apart.
    public static NameWords of(String name) {
        List<String> all = BETWEEN.splitAsStream(name)
                .filter(w -> !w.isEmpty())
                .map(w -> singular(w.toLowerCase(Locale.ROOT)))
                .toList();
        return new NameWords(all, String.join("_", all));
    }

    private static String singular(String word) {
        if (word.length() < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("us")) {
            return word.equals("ids") ? "id" : word;
        }
        if (word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean hissing = word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches");
        return word.substring(0, word.length() - (hissing ? 2 : 1));
    }

    /// The last word, empty for none: in English it is the one that says what the thing is.
    public String last() {
        return all.isEmpty() ? "" : all.getLast();
    }

    /// Whether the last word is one of these.
    public boolean endsIn(Set<String> words) {
        return words.contains(last());
    }

    /// Whether any word is one of these.
    public boolean hasAny(Set<String> words) {
        for (String word : all) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
