package dev.pgsteady.apps.exportsathi.keeping;

import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the partitions of the coming months, before the first row of a month is there, and takes old ones
/// of the trail aside into the schema `archive`, where they can be saved and dropped.
@Component
public class Partitions {
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final InstantSource clock = InstantSource.system();
    private final int ahead;
    private final Duration kept;

    Partitions(
            JdbcClient database,
            TransactionTemplate transaction,
            @Value("${exportsathi.partitions.ahead:3}") int ahead,
            @Value("${exportsathi.trail.kept:365d}") Duration kept) {
        this.database = database;
        this.transaction = transaction;
        this.ahead = ahead;
        this.kept = kept;
    }

    /// Before the first request, so that nothing of this month gets into the partition for what no other
    /// takes.
    @PostConstruct
    void atStart() {
        make();
    }

    @Scheduled(cron = "${exportsathi.partitions.every:0 5 2 * * *}")
    void daily() {
        make();
        retire();
        // Autovacuum does so for partitions and never for the whole (manual, 25.1.3).
        database.sql("ANALYZE public.chat_messages, trail.changes").update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// Makes those that are not there, from this month on.
    public void make() {
        if (ahead < 1) {
            return;
        }
        YearMonth now = YearMonth.from(today());
        for (String function : List.of("public.chat_messages_partition", "public.changes_partition")) {
            for (int month = 0; month <= ahead; month++) {
                database.sql("SELECT " + function + "(:day)")
                        .param("day", now.plusMonths(month).atDay(1))
                        .query(String.class)
                        .single();
            }
        }
    }

    /// Takes aside the partitions of the trail whose last row is older than what is kept.
    ///
    /// @return their names
    public List<String> retire() {
        return retire(today().minusDays(kept.toDays()));
    }

    /// Takes aside those that end before a day.
    List<String> retire(LocalDate before) {
        return Objects.requireNonNull(transaction.execute(status -> {
            database.sql("SET LOCAL lock_timeout = '2s'").update();
            return database.sql("SELECT trail.retire(:day)")
                    .param("day", before)
                    .query(String.class)
                    .list();
        }));
    }
}
