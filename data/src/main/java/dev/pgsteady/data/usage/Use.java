package dev.pgsteady.data.usage;

import java.time.Duration;
import java.util.Optional;

/// One use of a feature.
///
/// @param feature its name: `export.pdf`
/// @param tenant  whose data it was about; empty for an application that has no tenants
/// @param person  who it was; only a keyed digest of it is stored
/// @param took    how long it took
/// @param failed  whether it went wrong
public record Use(String feature, String tenant, Optional<String> person, Duration took, boolean failed) {
    public Use {
        if (feature.isBlank() || took.isNegative()) {
            throw new IllegalArgumentException("a use has a feature, and took no negative time");
        }
    }

    /// A use that went well, by a person.
    public static Use of(String feature, String person) {
        return new Use(feature, "", Optional.of(person), Duration.ZERO, false);
    }

    /// The same, having taken this long.
    public Use took(Duration time) {
        return new Use(feature, tenant, person, time, failed);
    }

    /// The same, gone wrong.
    public Use failing() {
        return new Use(feature, tenant, person, took, true);
    }

    /// The same, for a tenant.
    public Use tenant(String name) {
        return new Use(feature, name, person, took, failed);
    }
}
