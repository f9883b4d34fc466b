package dev.pgsteady.apps.manifest.body;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// Which meal.
public enum MealType {
    BREAKFAST("breakfast"),
    LUNCH("lunch"),
    DINNER("dinner"),
    SNACK("snack");

    @EnumeratedValue
    private final String word;

    MealType(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
