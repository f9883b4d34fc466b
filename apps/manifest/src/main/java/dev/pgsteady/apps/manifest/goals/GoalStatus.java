package dev.pgsteady.apps.manifest.goals;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// Whether a goal is pursued.
public enum GoalStatus {
    ACTIVE("active"),
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    PAUSED("paused");

    @EnumeratedValue
    private final String word;

    GoalStatus(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
