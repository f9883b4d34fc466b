package dev.pgsteady.apps.passport.photos;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/// How far a photo is.
public enum Status {
    PENDING("pending"),
    PROCESSING("processing"),
    COMPLETED("completed"),
    FAILED("failed");

    @EnumeratedValue
    private final String word;

    Status(String word) {
        this.word = word;
    }

    /// What it is called in the database and in answers.
    @JsonValue
    public String word() {
        return word;
    }

    /// The status of a word; empty for one that is not known.
    public static Optional<Status> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }
}
