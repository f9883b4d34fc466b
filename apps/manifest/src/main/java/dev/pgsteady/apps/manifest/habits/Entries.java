package dev.pgsteady.apps.manifest.habits;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// What was done of habits, day by day.
public interface Entries extends JpaRepository<HabitEntry, UUID> {
    /// What was done of a habit on a day.
    Optional<HabitEntry> findByHabitIdAndEntryDate(UUID habit, LocalDate day);
}
