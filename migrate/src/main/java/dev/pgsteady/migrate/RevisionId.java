package dev.pgsteady.migrate;

import java.util.Locale;
import java.util.random.RandomGenerator;

/// The name of a revision: twelve hexadecimal digits, by chance, so that two people never choose the same.
///
/// @param text lower case
public record RevisionId(String text) implements Comparable<RevisionId> {
    private static final int LENGTH = 12;

    public RevisionId {
        if (text.length() != LENGTH || !isHexadecimal(text)) {
            throw new IllegalArgumentException("a revision's id is twelve of 0-9 and a-f, and '" + text + "' is not");
        }
    }

    static RevisionId by(RandomGenerator random) {
        return new RevisionId(String.format(Locale.ROOT, "%012x", random.nextLong() >>> 16));
    }

    static boolean isHexadecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /// Thousands are compared at every start, for which it is slow what Java puts together by itself when it first
    /// meets a record.
    @Override
    public boolean equals(Object other) {
        return other instanceof RevisionId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(RevisionId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
