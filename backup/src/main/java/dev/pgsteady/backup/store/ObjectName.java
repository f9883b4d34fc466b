package dev.pgsteady.backup.store;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an object in a store: words of `A-Z a-z 0-9 . _ -` with `/` between, none of them `.` or
/// `..`.
public record ObjectName(String text) implements Comparable<ObjectName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,200}(/[A-Za-z0-9._-]{1,200}){0,7}");
    private static final Pattern DOTS = Pattern.compile("(^|/)\\.\\.?(/|$)");

    public ObjectName {
        if (!fits(text)) {
            throw new IllegalArgumentException("not the name of an object: " + text);
        }
    }

    private static boolean fits(String text) {
        return FORM.matcher(text).matches() && !DOTS.matcher(text).find();
    }

    /// Empty for what others put beside a repository's objects.
    static Optional<ObjectName> of(String text) {
        return fits(text) ? Optional.of(new ObjectName(text)) : Optional.empty();
    }

    /// The last word.
    public String last() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(ObjectName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
