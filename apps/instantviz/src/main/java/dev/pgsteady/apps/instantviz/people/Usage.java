package dev.pgsteady.apps.instantviz.people;

import dev.pgsteady.apps.web.problems.Refusal;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Counts what an account uses in a month, and stops at what its tier has. One statement decides and counts, so that
/// many at once get no more than one after another would. Not `data.limits`: the contract counts in the user's own row,
/// and a slide that is not made gives its share back with the transaction.
@Service
public class Usage {
    private static final String LIMIT = Arrays.stream(Tier.values())
            .map(t -> "WHEN '" + t.word() + "' THEN " + t.slides())
            .collect(Collectors.joining(" ", "CASE subscription_tier ", " END"));

    private final JdbcClient database;

    Usage(JdbcClient database) {
        this.database = database;
    }

    /// Takes one, in the transaction of what it is taken for.
    ///
    /// @throws Refusal when none is left
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(UUID user) {
        int taken = database.sql("""
                UPDATE users SET
                    usage_count = CASE WHEN usage_reset_at <= now() THEN 1 ELSE usage_count + 1 END,
                    usage_reset_at = CASE WHEN usage_reset_at <= now() THEN now() + interval '1 month'
                                          ELSE usage_reset_at END
                WHERE id = :user AND (usage_count < %s OR usage_reset_at <= now())""".formatted(LIMIT)).param("user", user).update();
        if (taken == 0) {
            throw new Refusal(
                    HttpStatus.PAYMENT_REQUIRED,
                    "The slides of this month are used up. Wait for the next one, or take a larger tier.");
        }
    }
}
