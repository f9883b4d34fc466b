package dev.pgsteady.apps.passport.trail;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// Something that was done with a photo.
///
/// @param took    how long the work on it was
/// @param details what else is worth knowing
public record Deed(Action action, UUID generation, Duration took, Map<String, Object> details) {
    public Deed {
        details = Map.copyOf(details);
    }
}
