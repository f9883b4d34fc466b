package dev.pgsteady.apps.manifest.journal;

import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What somebody thinks of a day. Ratings go from 1 to 5.
@Embeddable
public record ReviewContent(
        @Nullable @Min(1) @Max(5) Integer moodRating,
        @Nullable @Min(1) @Max(5) Integer energyLevel,
        @Nullable @Min(1) @Max(5) Integer productivityRating,
        @Nullable @Size(max = 5000) String accomplishments,
        @Nullable @Size(max = 5000) String challenges,
        @Nullable @Size(max = 5000) String lessons,
        @Nullable @Size(max = 5000) String gratitude,
        @Nullable @Size(max = 5000) String tomorrowIntentions) {
    /// Nothing.
    static final ReviewContent EMPTY = new ReviewContent(null, null, null, null, null, null, null, null);
}
