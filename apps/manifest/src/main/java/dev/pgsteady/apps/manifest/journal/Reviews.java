package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.Belongings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// The reviews.
public interface Reviews extends Belongings<DailyReview> {
    /// Somebody's of a day.
    Optional<DailyReview> findByUserIdAndReviewDate(UUID user, LocalDate day);
}
