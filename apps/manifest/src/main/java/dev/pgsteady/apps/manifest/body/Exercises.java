package dev.pgsteady.apps.manifest.body;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/// The exercises of workouts.
public interface Exercises extends JpaRepository<Exercise, UUID> {
    /// All of a workout, in order.
    List<Exercise> findByWorkoutIdOrderByOrderIndex(UUID workout);

    /// Throws away all of a workout.
    @Modifying
    @Query("delete from Exercise e where e.workout.id = :workout")
    void clear(UUID workout);
}
