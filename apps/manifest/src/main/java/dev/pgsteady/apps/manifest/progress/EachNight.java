package dev.pgsteady.apps.manifest.progress;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Writes down everybody's yesterday, once it is over where he lives. Each hour, since it is always
/// midnight somewhere. Several instances may do so at once: they write the same rows.
@Component
public class EachNight {
    private static final int BATCH = 500;
    private static final UUID FIRST = new UUID(0, 0);
    private static final System.Logger LOG = System.getLogger(EachNight.class.getName());

    private final JdbcClient database;
    private final Snapshots snapshots;

    EachNight(JdbcClient database, Snapshots snapshots) {
        this.database = database;
        this.snapshots = snapshots;
    }

    private record Missing(UUID user, LocalDate day) {}

    /// @return how many days were written down
    @Scheduled(cron = "${manifest.snapshots:0 5 * * * *}")
    public int run() {
        int days = 0;
        Optional<UUID> last = Optional.of(FIRST);
        while (last.isPresent()) {
            List<Missing> missing = missing(last.get());
            for (Missing one : missing) {
                days += taken(one) ? 1 : 0;
            }
            last = missing.size() < BATCH
                    ? Optional.empty()
                    : Optional.of(missing.getLast().user());
        }
        return days;
    }

    /// One that fails stands in nobody else's way; the next hour tries it again.
    private boolean taken(Missing one) {
        try {
            snapshots.take(one.user(), one.day());
            return true;
        } catch (org.springframework.dao.DataAccessException e) {
            LOG.log(System.Logger.Level.WARNING, "no snapshot of " + one, e);
            return false;
        }
    }

    private List<Missing> missing(UUID after) {
        return database.sql("""
            SELECT u.id, CAST(now() AT TIME ZONE u.timezone AS date) - 1 FROM users u
            WHERE u.is_active AND u.id > :after AND NOT EXISTS (
                SELECT FROM progress_snapshots s
                WHERE s.user_id = u.id AND s.snapshot_type = 'daily' AND s.related_type IS NULL
                  AND s.snapshot_date = CAST(now() AT TIME ZONE u.timezone AS date) - 1)
            ORDER BY u.id LIMIT :most\
            """)
                .param("after", after)
                .param("most", BATCH)
                .query((row, number) -> new Missing(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)))
                .list();
    }
}
