package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.mapping.CaseInsensitive;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A tag.
///
/// @param color `#0a7d33`
@Embeddable
public record TagContent(
        @NotBlank @Size(max = 50) @CaseInsensitive @Column(nullable = false)
        String name,

        @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}") @Column(length = 7)
        String color) {}
