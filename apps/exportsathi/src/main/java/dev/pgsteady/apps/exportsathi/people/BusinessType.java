package dev.pgsteady.apps.exportsathi.people;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What a company does.
public enum BusinessType {
    MANUFACTURING("Manufacturing"),
    MERCHANT("Merchant"),
    SAAS("SaaS");

    @EnumeratedValue
    private final String word;

    BusinessType(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    public String word() {
        return word;
    }
}
