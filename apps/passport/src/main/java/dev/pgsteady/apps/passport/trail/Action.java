package dev.pgsteady.apps.passport.trail;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/// What can be done.
public enum Action {
    GENERATE("generate"),
    CROP("crop"),
    DOWNLOAD("download"),
    DELETE("delete"),
    UNBLOCK("unblock"),
    ARCHIVE("archive");

    @EnumeratedValue
    private final String word;

    Action(String word) {
        this.word = word;
    }

    /// What it is called in the database and in answers.
    @JsonValue
    public String word() {
        return word;
    }

    /// The action of a word; empty for one that is not known.
    public static Optional<Action> of(String word) {
        return Arrays.stream(values()).filter(a -> a.word.equals(word)).findFirst();
    }
}
