package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.Valid;
import java.util.Objects;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// An exercise, in its place in a workout.
@Entity
@Table(
        name = "workout_exercises",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_workout_exercises_place",
                        columnNames = {"workout_id", "order_index"}))
@RowCheck(name = "ck_workout_exercises_order_index", value = "order_index >= 0")
public class Exercise extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "workout_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Workout workout;

    @Column(nullable = false)
    private int orderIndex;

    @Valid @Embedded
    private @Nullable ExerciseContent content;

    protected Exercise() {}

    /// One in its place, counted from 0.
    public Exercise(Workout workout, int orderIndex, ExerciseContent content) {
        this.workout = workout;
        this.orderIndex = orderIndex;
        this.content = content;
    }

    public ExerciseContent content() {
        return Objects.requireNonNull(content);
    }
}
