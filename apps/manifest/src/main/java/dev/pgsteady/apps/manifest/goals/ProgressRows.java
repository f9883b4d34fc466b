package dev.pgsteady.apps.manifest.goals;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// What was done for goals, day by day.
public interface ProgressRows extends JpaRepository<GoalProgress, UUID> {
    /// What was done for a goal on a day.
    Optional<GoalProgress> findByGoalIdAndProgressDate(UUID goal, LocalDate day);
}
