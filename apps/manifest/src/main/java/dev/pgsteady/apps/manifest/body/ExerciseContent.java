package dev.pgsteady.apps.manifest.body;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An exercise in a workout.
@Embeddable
public record ExerciseContent(
        @NotBlank @Size(max = 200) @Column(nullable = false) String name,
        @Nullable @Min(0) @Max(1000) Integer sets,
        @Nullable @Min(0) @Max(10_000) Integer reps,

        @Nullable @Digits(integer = 6, fraction = 2) @DecimalMin("0") BigDecimal weight,

        @Nullable @Digits(integer = 8, fraction = 3) @DecimalMin("0") BigDecimal distance,

        @Nullable @Min(0) @Max(86_400) Integer durationSeconds) {}
