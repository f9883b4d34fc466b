package dev.pgsteady.apps.exportsathi.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// Who says something.
enum Role {
    USER("user"),
    ASSISTANT("assistant");

    @EnumeratedValue
    private final String word;

    Role(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    String word() {
        return word;
    }
}
