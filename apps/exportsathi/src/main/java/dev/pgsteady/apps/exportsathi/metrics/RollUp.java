package dev.pgsteady.apps.exportsathi.metrics;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Counts what accounts have achieved. A report that left the country saves what its analysis says comes
/// back; a paper that is right saves two days, a certification three.
@Service
public class RollUp {
    private static final String COUNTS = """
            SELECT u.id AS user_id,
                (SELECT count(*) FROM reports r WHERE r.user_id = u.id) AS reports_generated,
                c.done AS certifications_completed,
                (SELECT count(*) FROM reports r WHERE r.user_id = u.id AND r.status = 'completed') AS exports_completed,
                d.written AS documents_generated,
                (SELECT coalesce(sum((f.rodtep_benefit_data ->> 'benefit')::numeric
                                   + (f.gst_refund_data ->> 'refund')::numeric), 0)
                   FROM finance_analysis f JOIN reports r ON r.id = f.report_id
                  WHERE f.user_id = u.id AND r.status = 'completed') AS cost_savings,
                2 * d.fit + 3 * c.done AS time_saved_days
            FROM users u
            CROSS JOIN LATERAL (SELECT count(*) AS done FROM certification_progress p
                                 WHERE p.user_id = u.id AND p.status = 'completed') c
            CROSS JOIN LATERAL (SELECT count(*) AS written, count(*) FILTER (WHERE g.is_valid) AS fit
                                  FROM generated_documents g WHERE g.user_id = u.id) d
            """;
    private static final String NAMES =
            "user_id, reports_generated, certifications_completed, exports_completed, documents_generated, cost_savings,"
                    + " time_saved_days";

    private final JdbcClient database;

    RollUp(JdbcClient database) {
        this.database = database;
    }

    /// Counts anew for one account, in the transaction of what has changed. Whoever counts for the same
    /// account at the same time waits, and then sees both changes.
    @Transactional(propagation = Propagation.MANDATORY)
    public void of(UUID user) {
        database.sql("SELECT 1 FROM user_metrics WHERE user_id = :user FOR UPDATE")
                .param("user", user)
                .query(Integer.class)
                .optional();
        database.sql(write("WHERE u.id = :user")).param("user", user).update();
    }

    /// Counts anew for all accounts.
    ///
    /// @return for how many it was another number than before
    @Transactional
    public int ofAll() {
        return database.sql(everybody()).update();
    }

    @Scheduled(cron = "${exportsathi.metrics.every:0 15 3 * * *}")
    void nightly() {
        ofAll();
    }

    /// The statement that counts anew for all accounts.
    public static String everybody() {
        return write("");
    }

    private static String write(String where) {
        return """
                INSERT INTO user_metrics AS m (%1$s)
                %2$s %3$s
                ON CONFLICT (user_id) DO UPDATE SET (%1$s) = (SELECT %4$s)
                WHERE (m.reports_generated, m.certifications_completed, m.exports_completed, m.documents_generated,
                       m.cost_savings, m.time_saved_days) IS DISTINCT FROM
                      (excluded.reports_generated, excluded.certifications_completed, excluded.exports_completed,
                       excluded.documents_generated, excluded.cost_savings, excluded.time_saved_days)""".formatted(NAMES, COUNTS, where, NAMES.replaceAll("(\\w+)(,|$)", "excluded.$1$2"));
    }
}
