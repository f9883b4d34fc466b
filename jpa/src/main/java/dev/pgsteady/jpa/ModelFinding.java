package dev.pgsteady.jpa;

import java.util.Optional;

/// Something that a lint found in a mapping.
///
/// @param place    the class, or the class and a property: `app.User.mail`
/// @param table    the table
/// @param what     what was found, a sentence
/// @param accepted why it is right, where an annotation says so
public record ModelFinding(ModelLint lint, String place, String table, String what, Optional<String> accepted) {
    public ModelFinding {
        if (place.isBlank() || what.isBlank()) {
            throw new IllegalArgumentException("a finding has a place and words");
        }
    }
}
