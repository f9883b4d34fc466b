package dev.pgsteady.core;

import java.util.regex.Pattern;

/// The stable name of a rule: its area's two letters and two digits, as in `IX01`. Never reused for another meaning.
public record RuleId(String value) implements Comparable<RuleId> {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9]{2}");

    public RuleId {
        if (!FORM.matcher(value).matches() || Area.ofId(value.substring(0, 2)).isEmpty()) {
            throw new IllegalArgumentException("not a rule id: " + value);
        }
    }

    /// The area that the first two letters name.
    public Area area() {
        return Area.ofId(value.substring(0, 2)).orElseThrow();
    }

    @Override
    public int compareTo(RuleId other) {
        int byArea = area().compareTo(other.area());
        return byArea != 0 ? byArea : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
