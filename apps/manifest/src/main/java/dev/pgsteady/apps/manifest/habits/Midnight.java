package dev.pgsteady.apps.manifest.habits;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sets the streaks to nothing that broke because a day went by. Each hour, since it is always midnight
/// somewhere; nobody sees an old one meanwhile, because a streak that is read is told as of today.
@Component
public class Midnight {
    private final JdbcClient database;

    Midnight(JdbcClient database) {
        this.database = database;
    }

    /// @return how many streaks broke
    @Scheduled(cron = "${manifest.streaks:0 1 * * * *}")
    @Transactional
    public long endBrokenStreaks() {
        return database.sql("""
            SELECT count(habit_refresh(id)) FROM (
                SELECT id FROM habits WHERE current_streak > 0 AND current_streak <> habit_current_streak(id)
                ORDER BY id) broken\
            """).query(Long.class).single();
    }
}
