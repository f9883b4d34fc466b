package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A workout.
@Entity
@Table(name = "workouts")
@RowCheck(name = "ck_workouts_type", value = "btrim(workout_type) <> ''")
@TableIndex(
        name = "ix_workouts_user_day",
        columns = {"user_id", "workout_date", "id"})
public class Workout extends Belonging<WorkoutContent> {
    @Valid @Embedded
    private @Nullable WorkoutContent content;

    protected Workout() {}

    /// A new one.
    public Workout(User user, WorkoutContent content) {
        super(user);
        this.content = content;
    }

    @Override
    public WorkoutContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public void content(WorkoutContent changed) {
        this.content = changed;
    }
}
