package dev.pgsteady.apps.manifest.habits;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What a streak of a habit counts: days, weeks or months.
public enum Frequency {
    DAILY("daily"),
    WEEKLY("weekly"),
    MONTHLY("monthly");

    @EnumeratedValue
    private final String word;

    Frequency(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
