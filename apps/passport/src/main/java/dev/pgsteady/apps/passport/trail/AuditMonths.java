package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.data.partitions.MonthlyPartitions;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// The months of the audits, a partition each. The next ones are there before their time comes, and
/// before the first request is answered.
@Service
public class AuditMonths implements SmartInitializingSingleton {
    private static final System.Logger LOG = System.getLogger(AuditMonths.class.getName());
    private static final QualifiedName AUDITS = new QualifiedName("public", "generation_audits");
    private static final int AHEAD = 3;

    private final ObjectProvider<Database> database;
    private final JdbcClient client;

    AuditMonths(ObjectProvider<Database> database, JdbcClient client) {
        this.database = database;
        this.client = client;
    }

    /// A month that is there.
    ///
    /// @param partition the table of its rows
    /// @param rows      as PostgreSQL guesses them
    public record Month(String partition, YearMonth month, long rows, long bytes) {}

    @Override
    public void afterSingletonsInstantiated() {
        ahead();
    }

    /// Makes this month and the next ones, those that are not there.
    @Scheduled(cron = "${passport.audits.ahead:0 10 3 * * *}", zone = "UTC")
    void ahead() {
        try {
            YearMonth now = YearMonth.now(ZoneOffset.UTC);
            make(now, now.plusMonths(AHEAD));
        } catch (Problem | BeanCreationException e) {
            // Rows of a month without a partition are kept in generation_audits_default.
            LOG.log(System.Logger.Level.WARNING, "the next months of audits could not be made", e);
        }
    }

    private MonthlyPartitions months() {
        return new MonthlyPartitions(database.getObject(), AUDITS);
    }

    /// Makes a run of months. One at a time does so, whatever number of instances there is.
    public void make(YearMonth first, YearMonth last) {
        months().ahead(first, Math.toIntExact(ChronoUnit.MONTHS.between(first, last)));
    }

    /// All months that are there, the oldest first.
    public List<Month> list() {
        return months().months().stream()
                .map(m -> client.sql("""
                    SELECT greatest(reltuples, 0)::bigint, pg_total_relation_size(oid) FROM pg_class
                    WHERE oid = :partition::regclass\
                    """)
                        .param("partition", m.table().sql())
                        .query((row, number) -> new Month(m.table().name(), m.month(), row.getLong(1), row.getLong(2)))
                        .single())
                .toList();
    }
}
