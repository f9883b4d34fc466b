package dev.pgsteady.readiness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A line `-- name: words` of a trap case that is not SQL: a fact to lay over what the server says, or an expectation.
///
/// @param name  as in `rows`
/// @param words separated by blanks; a blank within double quotes separates nothing
record Directive(String name, List<String> words) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    Directive {
        words = List.copyOf(words);
    }

    static Directive of(String name, String text) {
        List<String> words = WORD.matcher(text)
                .results()
                .map(m -> m.group().replace("\"", ""))
                .toList();
        return new Directive(name, words);
    }

    /// The word at this place, from 0.
    String word(int at) {
        if (at >= words.size()) {
            throw new IllegalArgumentException("`-- %s:` lacks its word %d".formatted(name, at + 1));
        }
        return words.get(at);
    }

    /// The number at this place.
    long number(int at) {
        return Long.parseLong(word(at).replace("_", ""));
    }

    /// The words of the form `key=value`.
    Pairs pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        words.stream().filter(w -> w.indexOf('=') > 0).forEach(w -> {
            int at = w.indexOf('=');
            pairs.put(w.substring(0, at), w.substring(at + 1));
        });
        return new Pairs(pairs);
    }

    /// Words of the form `key=value`, with what holds where one is absent.
    record Pairs(Map<String, String> byKey) {
        String text(String key, String otherwise) {
            return byKey.getOrDefault(key, otherwise);
        }

        long number(String key, long otherwise) {
            return byKey.containsKey(key) ? Long.parseLong(byKey.get(key).replace("_", "")) : otherwise;
        }

        double fraction(String key, double otherwise) {
            return byKey.containsKey(key) ? Double.parseDouble(byKey.get(key)) : otherwise;
        }

        boolean yes(String key, boolean otherwise) {
            return byKey.containsKey(key) ? byKey.get(key).equals("true") : otherwise;
        }
    }
}
