package dev.pgsteady.apps.manifest.progress;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How much time a snapshot tells of.
public enum SnapshotType {
    DAILY("daily"),
    WEEKLY("weekly"),
    MONTHLY("monthly");

    @EnumeratedValue
    private final String word;

    SnapshotType(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
