package dev.pgsteady.apps.passport.trail;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What was used how much, by feature and day, out of a materialized view that is made anew now and then.
@Service
public class Analytics {
    private static final System.Logger LOG = System.getLogger(Analytics.class.getName());

    /// Also run by itself, to be measured.
    public static final String BY_FEATURE = """
        SELECT feature, sum(uses) AS uses, sum(seconds) AS seconds, max(longest) AS longest
        FROM feature_usage_daily WHERE day >= ? GROUP BY feature ORDER BY feature\
        """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    Analytics(JdbcClient database, TransactionTemplate transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /// A feature on a day.
    ///
    /// @param uses    how often
    /// @param users   by how many
    /// @param seconds for how long altogether
    public record Day(LocalDate day, String feature, long uses, long users, BigDecimal seconds) {}

    /// A feature over days.
    ///
    /// @param longest the seconds of the longest use
    public record Total(String feature, long uses, BigDecimal seconds, BigDecimal longest) {}

    /// Each feature on each day since then, the newest first.
    @Transactional(readOnly = true)
    public List<Day> days(LocalDate since) {
        return database.sql("""
            SELECT day, feature, uses, users, seconds FROM feature_usage_daily
            WHERE day >= :since ORDER BY day DESC, feature\
            """)
                .param("since", since)
                .query((row, number) -> new Day(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBigDecimal(5)))
                .list();
    }

    /// Each feature since then. One statement sees one state without a transaction, and saves its end.
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Total> totals(LocalDate since) {
        return database.sql(BY_FEATURE)
                .param(1, since)
                .query((row, number) ->
                        new Total(row.getString(1), row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4)))
                .list();
    }

    /// Makes the view anew while it is read. Where another instance is at it, there is nothing to do.
    @Scheduled(
            fixedDelayString = "${passport.analytics.every:PT15M}",
            initialDelayString = "${passport.analytics.every:PT15M}")
    public void refresh() {
        try {
            transactions.executeWithoutResult(status -> {
                boolean mine = database.sql("SELECT pg_try_advisory_xact_lock(hashtext('feature_usage_daily'))")
                        .query(Boolean.class)
                        .single();
                if (mine) {
                    database.sql("REFRESH MATERIALIZED VIEW CONCURRENTLY feature_usage_daily")
                            .update();
                }
            });
        } catch (DataAccessException | TransactionException e) {
            LOG.log(System.Logger.Level.WARNING, "the analytics could not be made anew", e);
        }
    }
}
