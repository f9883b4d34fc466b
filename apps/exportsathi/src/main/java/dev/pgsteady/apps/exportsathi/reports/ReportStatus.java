package dev.pgsteady.apps.exportsathi.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// How far a report is.
public enum ReportStatus {
    /// Nobody works on it yet.
    DRAFT("draft"),
    /// Its plan is being carried out.
    IN_PROGRESS("in_progress"),
    /// The goods have left.
    COMPLETED("completed"),
    /// It is kept and no longer worked on.
    ARCHIVED("archived");

    @EnumeratedValue
    private final String word;

    ReportStatus(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    public String word() {
        return word;
    }
}
