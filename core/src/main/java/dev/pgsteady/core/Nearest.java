package dev.pgsteady.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Names that look like a mistyped one (edit distance with transpositions counted as two edits).
public final class Nearest {
    private Nearest() {}

    /// The one name that is near enough to be meant.
    static Optional<String> to(String typed, Collection<String> names) {
        return several(typed, names, 1).stream().findFirst();
    }

    /// Up to `limit` names that are near enough to be meant, the nearest first.
    static List<String> several(String typed, Collection<String> names, int limit) {
        int allowed = Math.max(1, (typed.length() + 1) / 3 + 1);
        return names.stream()
                .filter(name -> distance(typed, name) <= allowed || contains(typed, name))
                .sorted(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /// The sentence that offers the nearest name, with a space before it; empty when none is near.
    public static String suggestion(String typed, Collection<String> names) {
        return to(typed, names).map(name -> " Did you mean \"" + name + "\"?").orElse("");
    }

    /// One name inside the other, or the same first word: `shop_production` and `shop_staging`.
    private static boolean contains(String typed, String name) {
        String first = fold(typed).split("_", 2)[0];
        return first.length() > 2
                && (fold(name).contains(fold(typed)) || fold(name).startsWith(first + "_"));
    }

    private static int distance(String left, String right) {
        String a = fold(left);
        String b = fold(right);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            row = nextRow(row, a.charAt(i - 1), b);
        }
        return row[b.length()];
    }

    private static int[] nextRow(int[] above, char letter, String b) {
        int[] row = new int[above.length];
        row[0] = above[0] + 1;
        for (int j = 1; j < row.length; j++) {
            int replaced = above[j - 1] + (b.charAt(j - 1) == letter ? 0 : 1);
            row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        }
        return row;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
