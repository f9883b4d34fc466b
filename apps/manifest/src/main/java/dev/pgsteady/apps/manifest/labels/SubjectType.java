package dev.pgsteady.apps.manifest.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What tags and files can hang on.
public enum SubjectType {
    GOAL("goal"),
    HABIT("habit"),
    HABIT_ENTRY("habit_entry"),
    FOOD("food"),
    WORKOUT("workout"),
    DAILY_REVIEW("daily_review"),
    BLOG_ENTRY("blog_entry"),
    MEDIA("media");

    @EnumeratedValue
    private final String word;

    SubjectType(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
