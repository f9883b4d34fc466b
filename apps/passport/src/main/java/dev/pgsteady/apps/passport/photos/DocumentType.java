package dev.pgsteady.apps.passport.photos;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/// What a photo is for.
public enum DocumentType {
    PASSPORT("passport"),
    VISA("visa"),
    ID_CARD("id_card"),
    DRIVING_LICENCE("driving_licence");

    @EnumeratedValue
    private final String word;

    DocumentType(String word) {
        this.word = word;
    }

    /// What it is called in the database and in requests.
    @JsonValue
    public String word() {
        return word;
    }

    /// The type of a word; empty for one that is not known.
    public static Optional<DocumentType> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
    }
}
