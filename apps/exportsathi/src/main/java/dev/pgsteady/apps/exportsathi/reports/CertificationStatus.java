package dev.pgsteady.apps.exportsathi.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How far a certification is.
public enum CertificationStatus {
    /// Nothing was done.
    NOT_STARTED("not_started"),
    /// Papers are being collected or were handed in.
    IN_PROGRESS("in_progress"),
    /// It is there.
    COMPLETED("completed"),
    /// It was refused.
    REJECTED("rejected");

    @EnumeratedValue
    private final String word;

    CertificationStatus(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    public String word() {
        return word;
    }
}
