package dev.pgsteady.apps.manifest.habits;

import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// What was done of a habit on a day.
@Entity
@Table(
        name = "habit_entries",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_habit_entries_day",
                        columnNames = {"habit_id", "entry_date"}))
@RowCheck(name = "ck_habit_entries_count", value = "count >= 0")
public class HabitEntry extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "habit_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Habit habit;

    @Column(nullable = false, updatable = false)
    private LocalDate entryDate = LocalDate.EPOCH;

    @Column(nullable = false)
    @ColumnDefault("false")
    private boolean completed;

    private @Nullable Instant completedAt;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int count;

    @Column(length = 1000)
    private @Nullable String note;

    protected HabitEntry() {}

    /// What was done on a day on which nothing is written down yet.
    public HabitEntry(Habit habit, LocalDate day) {
        this.habit = habit;
        this.entryDate = day;
    }

    /// How often it was done.
    ///
    /// @param needed how often makes the day count
    public void change(int times, int needed, @Nullable String remark) {
        this.count = times;
        this.note = remark;
        if (times < needed) {
            this.completed = false;
            this.completedAt = null;
        } else if (!completed) {
            this.completed = true;
            this.completedAt = Instant.now();
        }
    }

    public LocalDate entryDate() {
        return entryDate;
    }

    public boolean completed() {
        return completed;
    }

    public @Nullable Instant completedAt() {
        return completedAt;
    }

    public int count() {
        return count;
    }

    public @Nullable String note() {
        return note;
    }
}
