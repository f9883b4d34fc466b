package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.Users;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Writes workouts with their exercises: all of it or nothing.
@Service
public class Training {
    private final Workouts workouts;
    private final Exercises exercises;
    private final Users users;
    private final EntityManager entities;

    Training(Workouts workouts, Exercises exercises, Users users, EntityManager entities) {
        this.workouts = workouts;
        this.exercises = exercises;
        this.users = users;
        this.entities = entities;
    }

    /// A workout with its exercises, in order.
    public record Session(Workout workout, List<ExerciseContent> exercises) {
        public Session {
            exercises = List.copyOf(exercises);
        }
    }

    /// What a workout and its exercises are to be.
    public record Wanted(WorkoutContent content, List<ExerciseContent> exercises) {
        public Wanted {
            exercises = List.copyOf(exercises);
        }
    }

    /// Adds a workout.
    @Transactional
    public Session add(UUID user, Wanted wanted) {
        Workout workout = workouts.saveAndFlush(new Workout(users.getReferenceById(user), wanted.content()));
        return write(workout, wanted.exercises());
    }

    /// Changes one. Its exercises are those that are given now.
    ///
    /// @param version the one that its owner has read
    @Transactional
    public Session change(UUID user, UUID id, Wanted wanted, long version) {
        Workout workout = workouts.of(user, id, "workout", version);
        // Its exercises are a part of it: a change of theirs is one of its own.
        entities.lock(workout, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
        workout.content(wanted.content());
        exercises.clear(id);
        return write(workout, wanted.exercises());
    }

    /// One with its exercises.
    @Transactional(readOnly = true)
    public Session read(UUID user, UUID id) {
        Workout workout = workouts.of(user, id, "workout");
        return new Session(
                workout,
                exercises.findByWorkoutIdOrderByOrderIndex(id).stream()
                        .map(Exercise::content)
                        .toList());
    }

    private Session write(Workout workout, List<ExerciseContent> done) {
        List<Exercise> rows = new ArrayList<>();
        for (ExerciseContent exercise : done) {
            rows.add(new Exercise(workout, rows.size(), exercise));
        }
        exercises.saveAllAndFlush(rows);
        return new Session(workout, done);
    }
}
