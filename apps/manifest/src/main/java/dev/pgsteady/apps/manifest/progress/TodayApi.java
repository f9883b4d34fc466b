package dev.pgsteady.apps.manifest.progress;

import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.signin.Caller;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// One's day so far, read from several tables at once.
@RestController
class TodayApi {
    private final JdbcClient database;
    private final Users users;
    private final Reads reads;

    TodayApi(JdbcClient database, Users users, Reads reads) {
        this.database = database;
        this.users = users;
        this.reads = reads;
    }

    /// A goal that is pursued.
    record Pursued(
            UUID id,
            String title,
            BigDecimal currentValue,
            @Nullable BigDecimal targetValue) {}

    /// A habit, and whether it was kept today.
    record Kept(UUID id, String name, int currentStreak, int count, int targetCount, boolean completed) {}

    /// What was eaten and burned.
    record Energy(BigDecimal calories, int workoutMinutes) {}

    /// The day. Ten goals at most, the most important first.
    record Today(LocalDate day, List<Pursued> goals, List<Kept> habits, Energy energy, boolean reviewed) {}

    @GetMapping("/api/today")
    Today today(Authentication token) {
        UUID user = Caller.of(token);
        LocalDate day = users.today(user);
        CompletableFuture<List<Pursued>> goals = reads.begin(() -> goals(user));
        CompletableFuture<List<Kept>> habits = reads.begin(() -> habits(user, day));
        CompletableFuture<Energy> energy = reads.begin(() -> energy(user, day));
        CompletableFuture<Boolean> reviewed = reads.begin(() -> reviewed(user, day));
        return new Today(day, Reads.end(goals), Reads.end(habits), Reads.end(energy), Reads.end(reviewed));
    }

    private List<Pursued> goals(UUID user) {
        return database.sql("""
            SELECT id, title, current_value, target_value FROM goals
            WHERE user_id = :user AND status = 'active' ORDER BY priority DESC, created_at LIMIT 10\
            """)
                .param("user", user)
                .query((row, number) -> new Pursued(
                        row.getObject(1, UUID.class), row.getString(2), row.getBigDecimal(3), row.getBigDecimal(4)))
                .list();
    }

    private List<Kept> habits(UUID user, LocalDate day) {
        return database.sql("""
            SELECT h.id, h.name, habit_current_streak(h.id) AS current_streak, coalesce(e.count, 0) AS count,
                   h.target_count, coalesce(e.completed, false) AS completed
            FROM habits h LEFT JOIN habit_entries e ON e.habit_id = h.id AND e.entry_date = :day
            WHERE h.user_id = :user AND h.is_active ORDER BY h.created_at LIMIT 100\
            """)
                .param("user", user)
                .param("day", day)
                .query((row, number) -> new Kept(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getBoolean(6)))
                .list();
    }

    private Energy energy(UUID user, LocalDate day) {
        return database.sql("""
            SELECT (SELECT coalesce(sum(calories), 0) FROM foods
                    WHERE user_id = :user AND consumed_on = :day) AS calories,
                   (SELECT coalesce(sum(duration_minutes), 0) FROM workouts
                    WHERE user_id = :user AND workout_date = :day) AS workout_minutes\
            """)
                .param("user", user)
                .param("day", day)
                .query(Energy.class)
                .single();
    }

    private boolean reviewed(UUID user, LocalDate day) {
        return database.sql("SELECT EXISTS (SELECT FROM daily_reviews WHERE user_id = :user AND review_date = :day)")
                .param("user", user)
                .param("day", day)
                .query(Boolean.class)
                .single();
    }
}
