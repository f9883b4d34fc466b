package dev.pgsteady.apps.web.signin;

import dev.pgsteady.apps.web.FrontProperties;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The tokens that are exchanged for the next: opaque, kept as hashes, good once. One that comes a second time was
/// stolen, from its owner or by him who used it first; so all that came from the same sign-in end (RFC 9700, 4.14.2).
@Component
public class RefreshTokens {
    private static final int BYTES = 32;

    private final JdbcClient database;
    private final long seconds;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(JdbcClient database, FrontProperties properties) {
        this.database = database;
        this.seconds = properties.refresh().toSeconds();
    }

    /// What came of an exchange.
    sealed interface Exchange {
        /// The next token, for this account.
        record Next(UUID user, String token) implements Exchange {}

        /// Not known, not good any more, or used before.
        record Refused() implements Exchange {}
    }

    /// The first token after a sign-in.
    @Transactional
    public String first(UUID user) {
        return add(user, UUID.randomUUID());
    }

    /// Takes a token and gives the next. Commits in any case: that a token was stolen must not be forgotten.
    @Transactional
    Exchange exchange(String token) {
        byte[] hash = Sha256.of(token);
        record Used(UUID user, UUID family) {}
        Optional<Used> used = database.sql("""
                UPDATE signin.refresh_tokens SET used_at = now()
                WHERE hash = :hash AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now()
                RETURNING user_id, family""")
                .param("hash", hash)
                .query((row, number) -> new Used(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .optional();
        if (used.isEmpty()) {
            revoke(hash);
            return new Exchange.Refused();
        }
        return new Exchange.Next(
                used.get().user(), add(used.get().user(), used.get().family()));
    }

    /// Ends the sign-in that a token came from.
    @Transactional
    public void end(String token) {
        revoke(Sha256.of(token));
    }

    /// Ends all sign-ins of an account.
    @Transactional
    public void endAll(UUID user) {
        database.sql("UPDATE signin.refresh_tokens SET revoked_at = now() WHERE user_id = :user AND revoked_at IS NULL")
                .param("user", user)
                .update();
    }

    private void revoke(byte[] hash) {
        database.sql("""
                UPDATE signin.refresh_tokens SET revoked_at = now()
                WHERE revoked_at IS NULL
                  AND family = (SELECT family FROM signin.refresh_tokens WHERE hash = :hash)""").param("hash", hash).update();
    }

    private String add(UUID user, UUID family) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.sql("""
                INSERT INTO signin.refresh_tokens (user_id, family, hash, expires_at)
                VALUES (:user, :family, :hash, now() + :seconds * interval '1 second')""")
                .param("user", user)
                .param("family", family)
                .param("hash", Sha256.of(token))
                .param("seconds", seconds)
                .update();
        return token;
    }
}
