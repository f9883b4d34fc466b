package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.Words;
import dev.pgsteady.apps.web.problems.Refusal;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/// Something that a tag or a file hangs on.
public record Subject(SubjectType type, UUID id) {
    /// Reads `goal:` and a key.
    ///
    /// @throws Refusal when it is none
    public static Subject read(String text) {
        String[] parts = text.split(":", 2);
        try {
            return new Subject(
                    Words.read(SubjectType.values(), SubjectType::word, "on", parts[0]),
                    UUID.fromString(parts.length > 1 ? parts[1] : ""));
        } catch (IllegalArgumentException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The parameter 'on' is a word and a key: goal:KEY.");
        }
    }
}
