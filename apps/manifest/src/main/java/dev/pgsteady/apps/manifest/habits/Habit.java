package dev.pgsteady.apps.manifest.habits;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/// A habit. Its streaks are written by the database alone, from the days on which it was kept.
@Entity
@Table(name = "habits")
@RowCheck(name = "ck_habits_streaks", value = "current_streak >= 0 AND longest_streak >= current_streak")
@TableIndex(
        name = "ix_habits_user_created",
        columns = {"user_id", "createdAt", "id"})
@TableIndex(name = "ix_habits_running", columns = "id", where = "current_streak > 0")
public class Habit extends Belonging<HabitContent> {
    @Valid @Embedded
    private @Nullable HabitContent content;

    /// As it was when an entry was last written.
    @Column(nullable = false, insertable = false, updatable = false)
    @ColumnDefault("0")
    private int currentStreak;

    @Column(nullable = false, insertable = false, updatable = false)
    @ColumnDefault("0")
    private int longestStreak;

    /// As it is today, even when nothing was written since the streak broke.
    @Formula("habit_current_streak(id)")
    private int streakToday;

    protected Habit() {}

    /// A new habit.
    public Habit(User user, HabitContent content) {
        super(user);
        this.content = content;
    }

    @Override
    public HabitContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public void content(HabitContent changed) {
        this.content = changed;
    }

    /// How many days, weeks or months in a row, up to today.
    public int currentStreak() {
        return streakToday;
    }

    /// The most that there ever were in a row.
    public int longestStreak() {
        return longestStreak;
    }
}
