package dev.pgsteady.apps.manifest.journal;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// Whether others may read an entry.
public enum EntryStatus {
    DRAFT("draft"),
    PUBLISHED("published"),
    ARCHIVED("archived");

    @EnumeratedValue
    private final String word;

    EntryStatus(String word) {
        this.word = word;
    }

    /// What the database and callers call it.
    @JsonValue
    public String word() {
        return word;
    }
}
