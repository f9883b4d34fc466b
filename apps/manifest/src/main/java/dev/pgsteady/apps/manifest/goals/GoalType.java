package dev.pgsteady.apps.manifest.goals;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How much time a goal is for.
public enum GoalType {
    DAILY("daily"),
    WEEKLY("weekly"),
    MONTHLY("monthly"),
    YEARLY("yearly");

    @EnumeratedValue
    private final String word;

    GoalType(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
