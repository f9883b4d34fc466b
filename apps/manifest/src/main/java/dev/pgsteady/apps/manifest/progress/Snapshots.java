package dev.pgsteady.apps.manifest.progress;

import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Writes down how somebody's things stood at the end of a day. A day that is written down again has as
/// many rows as before, and those that say the same are not touched.
@Service
public class Snapshots {
    private static final String KEEP = """
        ON CONFLICT (user_id, snapshot_date, snapshot_type, related_type, related_id)
        DO UPDATE SET metrics = excluded.metrics, version = progress_snapshots.version + 1
        WHERE progress_snapshots.metrics <> excluded.metrics\
        """;

    private static final String DAY = """
        INSERT INTO progress_snapshots (user_id, snapshot_date, snapshot_type, metrics)
        SELECT :user, :day, 'daily', jsonb_build_object(
            'activeGoals', (SELECT count(*) FROM goals WHERE user_id = :user AND status = 'active'),
            'habits', (SELECT count(*) FROM habits WHERE user_id = :user AND is_active),
            'habitsKept', (SELECT count(*) FROM habit_entries e JOIN habits h ON h.id = e.habit_id
                           WHERE h.user_id = :user AND h.is_active AND e.entry_date = :day AND e.completed),
            'calories', (SELECT coalesce(sum(calories), 0) FROM foods
                         WHERE user_id = :user AND consumed_on = :day),
            'workoutMinutes', (SELECT coalesce(sum(duration_minutes), 0) FROM workouts
                               WHERE user_id = :user AND workout_date = :day),
            'mood', (SELECT mood_rating FROM daily_reviews WHERE user_id = :user AND review_date = :day))
        """ + KEEP;

    /// What each goal and its parts had reached by then: parts that count the same, as in the goal
    /// itself.
    private static final String GOALS = """
        INSERT INTO progress_snapshots (user_id, snapshot_date, snapshot_type, related_type, related_id, metrics)
        WITH RECURSIVE part (whole, id, unit) AS (
            SELECT id, id, unit FROM goals WHERE user_id = :user AND status = 'active'
            UNION ALL
            SELECT p.whole, g.id, g.unit FROM part p
            JOIN goals g ON g.parent_goal_id = p.id AND g.unit IS NOT DISTINCT FROM p.unit)
        SELECT :user, :day, 'daily', 'goal', whole.id, jsonb_build_object(
            'value', coalesce(sum(done.value), 0),
            'target', whole.target_value,
            'percent', round(100 * coalesce(sum(done.value), 0) / nullif(whole.target_value, 0), 1))
        FROM part
        JOIN goals whole ON whole.id = part.whole
        LEFT JOIN goal_progress done ON done.goal_id = part.id AND done.progress_date <= :day
        GROUP BY whole.id
        """ + KEEP;

    private static final String HABITS = """
        INSERT INTO progress_snapshots (user_id, snapshot_date, snapshot_type, related_type, related_id, metrics)
        SELECT :user, :day, 'daily', 'habit', h.id, jsonb_build_object(
            'kept', coalesce(e.completed, false), 'count', coalesce(e.count, 0),
            'streak', (habit_streaks(h.id, :day)).current_run)
        FROM habits h
        LEFT JOIN habit_entries e ON e.habit_id = h.id AND e.entry_date = :day
        WHERE h.user_id = :user AND h.is_active
        """ + KEEP;

    private final JdbcClient database;

    public Snapshots(JdbcClient database) {
        this.database = database;
    }

    /// Writes down a day: the whole, each active goal, each active habit.
    ///
    /// @return how many rows are new or say something else than before
    @Transactional
    public int take(UUID user, LocalDate day) {
        int rows = 0;
        for (String statement : new String[] {DAY, GOALS, HABITS}) {
            rows += database.sql(statement)
                    .param("user", user)
                    .param("day", day)
                    .update();
        }
        return rows;
    }
}
