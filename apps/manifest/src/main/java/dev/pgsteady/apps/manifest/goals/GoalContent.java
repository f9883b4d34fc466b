package dev.pgsteady.apps.manifest.goals;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/// What is wanted, by when, and how it is measured.
///
/// @param parentGoalId the goal that this one is a part of
/// @param unit         what the values count: `km`. The progress of a part adds to the whole when both
///                     count the same.
/// @param priority     0 to 5
@Embeddable
public record GoalContent(
        @Nullable @Column(name = "parent_goal_id") UUID parentGoalId,
        @NotBlank @Size(max = 200) @Column(nullable = false) String title,
        @Nullable @Size(max = 5000) String description,

        @NotNull @Enumerated(EnumType.STRING) @Column(nullable = false, length = 20)
        GoalType goalType,

        @Nullable @Digits(integer = 11, fraction = 3) @DecimalMin("0") BigDecimal targetValue,

        @Nullable @Size(max = 40) String unit,

        @NotNull @Column(nullable = false) @ColumnDefault("CURRENT_DATE")
        LocalDate startDate,

        @Nullable LocalDate endDate,

        @NotNull @Enumerated(EnumType.STRING) @Column(nullable = false, length = 20) @ColumnDefault("'active'")
        GoalStatus status,

        @NotNull @Min(0) @Max(5) @Column(nullable = false) @ColumnDefault("0")
        Integer priority,

        @NotNull @Column(nullable = false) @ColumnDefault("false")
        Boolean isRecurring,

        @Nullable @Size(max = 200) String recurrencePattern) {
    public GoalContent {
        status = status == null ? GoalStatus.ACTIVE : status;
        priority = priority == null ? 0 : priority;
        isRecurring = isRecurring != null && isRecurring;
    }
}
