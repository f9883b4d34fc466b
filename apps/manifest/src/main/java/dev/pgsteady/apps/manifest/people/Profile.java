package dev.pgsteady.apps.manifest.people;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/// What somebody says of himself.
///
/// @param timezone where his days begin and end: `Europe/Prague`
@Embeddable
public record Profile(
        @Nullable @Size(max = 100) String firstName,
        @Nullable @Size(max = 100) String lastName,
        @Nullable @Size(max = 2000) String bio,
        @Nullable @Size(max = 500) String avatarUrl,

        @NotNull @Size(max = 64) @Column(nullable = false) @ColumnDefault("'UTC'")
        String timezone) {
    /// Of somebody who has said nothing.
    static final Profile EMPTY = new Profile(null, null, null, null, "UTC");

    public Profile {
        timezone = timezone == null ? "UTC" : timezone;
    }
}
