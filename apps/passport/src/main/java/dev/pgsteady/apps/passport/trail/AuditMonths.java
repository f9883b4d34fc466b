package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.core.Sql;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// The months of the audits, a partition each. The next ones are there before their time comes, and
/// before the first request is answered.
@Service
public class AuditMonths implements SmartInitializingSingleton {
    private static final System.Logger LOG = System.getLogger(AuditMonths.class.getName());
    private static final int AHEAD = 3;

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    AuditMonths(JdbcClient database, TransactionTemplate transactions) {
        this.database = database;
        this.transactions = transactions;
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
        } catch (DataAccessException | TransactionException e) {
            // Rows of a month without a partition are kept in generation_audits_default.
            LOG.log(System.Logger.Level.WARNING, "the next months of audits could not be made", e);
        }
    }

    /// Makes a run of months. One at a time does so, whatever number of instances there is.
    public void make(YearMonth first, YearMonth last) {
        transactions.executeWithoutResult(status -> {
            database.sql("SET LOCAL lock_timeout = '5s'").update();
            database.sql("SELECT pg_advisory_xact_lock(hashtext('generation_audits'))::text")
                    .query(String.class)
                    .single();
            for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
                guarded(database.sql("SELECT generation_audits_partition(:day)")
                        .param("day", month.atDay(1))
                        .query(String.class)
                        .single());
            }
        });
    }

    /// The trigger of the whole table refuses UPDATE and DELETE in each month, but not a TRUNCATE of a
    /// month by its name.
    private void guarded(String partition) {
        boolean there = database.sql("""
            SELECT EXISTS (SELECT FROM pg_trigger
                WHERE tgrelid = :partition::regclass AND tgname = 'append_only_truncate')\
            """)
                .param("partition", partition)
                .query(Boolean.class)
                .single();
        if (!there) {
            database.sql("""
                CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()\
                """.formatted(Sql.identifier(partition))).update();
        }
    }

    /// All months that are there, the oldest first.
    public List<Month> list() {
        return database.sql("""
            SELECT c.relname, greatest(c.reltuples, 0)::bigint, pg_total_relation_size(c.oid)
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'generation_audits'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
            ORDER BY c.relname\
            """)
                .query((row, number) ->
                        new Month(row.getString(1), month(row.getString(1)), row.getLong(2), row.getLong(3)))
                .list();
    }

    private static YearMonth month(String partition) {
        int end = partition.length();
        return YearMonth.from(
                LocalDate.parse(partition.substring(end - "2026_01".length()).replace('_', '-') + "-01"));
    }
}
