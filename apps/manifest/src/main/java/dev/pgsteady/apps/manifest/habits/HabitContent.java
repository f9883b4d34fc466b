package dev.pgsteady.apps.manifest.habits;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/// What is to be done, and how often.
///
/// @param targetDays  on how many days of a week or month; on each day when it is daily
/// @param targetCount how many times on a day that counts
/// @param color       `#0a7d33`
@Embeddable
public record HabitContent(
        @NotBlank @Size(max = 200) @Column(nullable = false) String name,
        @Nullable @Size(max = 2000) String description,

        @NotNull @Enumerated(EnumType.STRING) @Column(nullable = false, length = 20) @ColumnDefault("'daily'")
        Frequency frequency,

        @NotNull @Min(1) @Max(31) @Column(nullable = false) @ColumnDefault("1")
        Integer targetDays,

        @NotNull @Min(1) @Max(1000) @Column(nullable = false) @ColumnDefault("1")
        Integer targetCount,

        @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}") @Column(length = 7)
        String color,

        @Nullable @Size(max = 50) String icon,

        @NotNull @Column(nullable = false) @ColumnDefault("true")
        Boolean isActive) {
    public HabitContent {
        frequency = frequency == null ? Frequency.DAILY : frequency;
        targetDays = targetDays == null ? 1 : targetDays;
        targetCount = targetCount == null ? 1 : targetCount;
        isActive = isActive == null || isActive;
    }
}
