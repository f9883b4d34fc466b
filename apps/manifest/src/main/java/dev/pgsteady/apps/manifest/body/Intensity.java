package dev.pgsteady.apps.manifest.body;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How hard a workout was.
public enum Intensity {
    LOW("low"),
    MODERATE("moderate"),
    HIGH("high");

    @EnumeratedValue
    private final String word;

    Intensity(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
