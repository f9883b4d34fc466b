package dev.pgsteady.apps.web.signin;

import dev.pgsteady.mapping.RandomKeyRow;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A token that is exchanged for the next: only its hash is kept. An application adds whose it is, in a column
/// `user_id`, and calls the table `signin.refresh_tokens`.
@MappedSuperclass
public abstract class RefreshTokenRow extends RandomKeyRow {
    /// All tokens that come from one sign-in; when one is used twice they all end.
    @Column(name = "family", nullable = false)
    private @Nullable UUID family;

    /// SHA-256.
    @JdbcTypeCode(SqlTypes.VARBINARY)
    @Column(name = "hash", nullable = false, unique = true)
    private byte @Nullable [] hash;

    @Column(name = "expires_at", nullable = false)
    private @Nullable Instant expiresAt;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;
}
