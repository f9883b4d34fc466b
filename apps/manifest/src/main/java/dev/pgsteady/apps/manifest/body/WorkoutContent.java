package dev.pgsteady.apps.manifest.body;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How the body was moved.
@Embeddable
public record WorkoutContent(
        @NotNull @Column(nullable = false) LocalDate workoutDate,
        @NotBlank @Size(max = 40) @Column(nullable = false) String workoutType,
        @NotBlank @Size(max = 200) @Column(nullable = false) String name,
        @Nullable @Min(0) @Max(1440) Integer durationMinutes,
        @Nullable @Min(0) @Max(20_000) Integer caloriesBurned,

        @Nullable @Enumerated(EnumType.STRING) @Column(length = 20)
        Intensity intensity,

        @Nullable @Size(max = 2000) String notes) {}
