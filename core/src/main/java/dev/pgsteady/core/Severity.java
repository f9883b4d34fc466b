package dev.pgsteady.core;

import java.util.Locale;

/// How much a finding risks, worst first.
public enum Severity {
    /// Data is being lost, or anyone can take it: act today.
    CRITICAL,
    /// The next ordinary fault or attack succeeds.
    HIGH,
    /// Costs correctness or speed as the data grows.
    MEDIUM,
    /// Worth mending when the table is next touched.
    LOW,
    /// A matter of taste or a note; never counted in the score.
    INFO;

    /// The word in reports and in JSON: `critical`, `high`, `medium`, `low`, `info`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether this is as bad as `other` or worse.
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
