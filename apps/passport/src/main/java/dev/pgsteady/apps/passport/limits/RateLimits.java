package dev.pgsteady.apps.passport.limits;

import dev.pgsteady.apps.passport.trail.Action;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.Trail;
import dev.pgsteady.apps.web.problems.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Counts the requests of an account within a window of time. One statement decides and counts, so that
/// many at once get no more than one after another would. Somebody who goes on far beyond the limit is
/// blocked for a while; a request of his is then answered without a write.
///
/// Not `data.limits`: the contract has a row for each user that comes with the user and tells the staff the count of a
/// window, where that keeps one time for each client and needs no row before the first request.
@Service
public class RateLimits {
    private static final String COUNT = """
        (CASE WHEN is_blocked OR window_started_at <= now() - :window * interval '1 second'
              THEN 1 ELSE request_count + 1 END)\
        """;

    private static final String TAKE = """
        WITH taken AS (
            UPDATE user_rate_limits SET
                request_count = {count},
                window_started_at = CASE WHEN {count} = 1 THEN now() ELSE window_started_at END,
                is_blocked = {count} > limit_per_window * :factor,
                blocked_until = CASE WHEN {count} > limit_per_window * :factor
                                     THEN now() + :block * interval '1 second' END,
                blocked_reason = CASE WHEN {count} > limit_per_window * :factor
                                      THEN {count} || ' requests in ' || :window || ' seconds' END
            WHERE user_id = :user AND NOT (is_blocked AND coalesce(blocked_until, 'infinity') > now())
            RETURNING limit_per_window, request_count, is_blocked, blocked_until, window_started_at)
        SELECT limit_per_window, request_count, is_blocked,
               ceil(extract(epoch FROM CASE WHEN is_blocked THEN blocked_until
                    ELSE window_started_at + :window * interval '1 second' END - now()))::bigint
        FROM taken
        UNION ALL
        SELECT limit_per_window, request_count, is_blocked,
               ceil(extract(epoch FROM coalesce(blocked_until, now() + interval '1 day') - now()))::bigint
        FROM user_rate_limits WHERE user_id = :user AND is_blocked AND NOT EXISTS (SELECT FROM taken)\
        """.replace("{count}", COUNT);

    private final JdbcClient database;
    private final Trail trail;
    private final Duration window;
    private final int factor;
    private final Duration block;

    RateLimits(
            JdbcClient database,
            Trail trail,
            @Value("${passport.rate.window:1m}") Duration window,
            @Value("${passport.rate.abuse:3}") int factor,
            @Value("${passport.rate.block:1h}") Duration block) {
        this.database = database;
        this.trail = trail;
        this.window = window;
        this.factor = factor;
        this.block = block;
    }

    /// What a request was told.
    ///
    /// @param limit   requests in a window
    /// @param count   those of this window, this one included
    /// @param blocked whether no more are answered at all
    /// @param seconds until the window, or the block, is over
    public record Verdict(int limit, int count, boolean blocked, long seconds) {
        /// Whether the request may go on.
        public boolean allowed() {
            return !blocked && count <= limit;
        }

        /// How many more may come.
        public int remaining() {
            return blocked ? 0 : Math.max(0, limit - count);
        }

        private static Verdict of(ResultSet row, int number) throws SQLException {
            return new Verdict(row.getInt(1), row.getInt(2), row.getBoolean(3), Math.max(1, row.getLong(4)));
        }
    }

    /// Counts a request. Commits by itself: one that fails has been made, too.
    ///
    /// @return empty for an account that is gone
    @Transactional
    public Optional<Verdict> take(UUID user) {
        return database.sql(TAKE)
                .param("user", user)
                .param("factor", factor)
                .param("window", window.toSeconds())
                .param("block", block.toSeconds())
                .query(Verdict::of)
                .optional();
    }

    /// Lets somebody in again, with a window that begins now.
    ///
    /// @throws Refusal when there is no such user
    @Transactional
    public void unblock(Asker staff, UUID user) {
        int changed = database.sql("""
            UPDATE user_rate_limits SET is_blocked = false, blocked_until = NULL, blocked_reason = NULL,
                request_count = 0, window_started_at = now(), version = version + 1
            WHERE user_id = :user\
            """).param("user", user).update();
        if (changed == 0) {
            throw Refusal.unknown("user");
        }
        trail.noteStaff(staff, Action.UNBLOCK, Map.of("user", user.toString()));
    }
}
