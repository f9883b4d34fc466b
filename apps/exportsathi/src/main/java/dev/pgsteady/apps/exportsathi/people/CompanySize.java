package dev.pgsteady.apps.exportsathi.people;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How large a company is (the classes of the MSMED Act, and above).
public enum CompanySize {
    MICRO("Micro"),
    SMALL("Small"),
    MEDIUM("Medium"),
    LARGE("Large");

    @EnumeratedValue
    private final String word;

    CompanySize(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    public String word() {
        return word;
    }
}
