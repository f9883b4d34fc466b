package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.data.partitions.MonthlyPartitions;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Makes the partitions of the coming months, before the first row of a month is there, and takes old ones
/// of the trail aside into the schema `archive`, where they can be saved and dropped.
@Component
public class Partitions {
    private static final QualifiedName MESSAGES = new QualifiedName("public", "chat_messages");
    private static final QualifiedName CHANGES = new QualifiedName("trail", "changes");

    private final ObjectProvider<Database> database;
    private final JdbcClient client;
    private final InstantSource clock = InstantSource.system();
    private final int ahead;
    private final Duration kept;

    Partitions(
            ObjectProvider<Database> database,
            JdbcClient client,
            @Value("${exportsathi.partitions.ahead:3}") int ahead,
            @Value("${exportsathi.trail.kept:365d}") Duration kept) {
        this.database = database;
        this.client = client;
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
        client.sql("ANALYZE public.chat_messages, trail.changes").update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private MonthlyPartitions of(QualifiedName table) {
        return new MonthlyPartitions(database.getObject(), table);
    }

    /// Makes those that are not there, from this month on.
    public void make() {
        if (ahead > 0) {
            Stream.of(MESSAGES, CHANGES).forEach(table -> of(table).ahead(YearMonth.from(today()), ahead));
        }
    }

    /// Takes aside the partitions of the trail whose last row is older than what is kept.
    ///
    /// @return where they are now
    public List<QualifiedName> retire() {
        return retire(today().minusDays(kept.toDays()));
    }

    /// Takes aside those that end before a day.
    List<QualifiedName> retire(LocalDate before) {
        return of(CHANGES).archive(YearMonth.from(before), "archive");
    }
}
