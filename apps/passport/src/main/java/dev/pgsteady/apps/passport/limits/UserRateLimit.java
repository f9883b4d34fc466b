package dev.pgsteady.apps.passport.limits;

import dev.pgsteady.apps.passport.people.User;
import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// How many requests somebody has made since when, and how many he may make. The row comes with the user;
/// it is changed by [RateLimits] alone.
@Entity
@Immutable
@Table(name = "user_rate_limits")
@RowCheck(name = "ck_user_rate_limits_request_count", value = "{requestCount} >= 0")
@RowCheck(name = "ck_user_rate_limits_limit", value = "{limitPerWindow} > 0")
@RowCheck(
        name = "ck_user_rate_limits_blocked",
        value = "CASE WHEN {isBlocked} THEN {blockedReason} IS NOT NULL"
                + " ELSE {blockedReason} IS NULL AND {blockedUntil} IS NULL END")
@TableIndex(
        name = "ix_user_rate_limits_is_blocked",
        columns = {"isBlocked", "createdAt", "id"})
@TableIndex(
        name = "ix_user_rate_limits_created_at",
        columns = {"createdAt", "id"})
public class UserRateLimit extends RandomKeyRow {
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false, unique = true)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false)
    @ColumnDefault("now()")
    private Instant windowStartedAt = Instant.EPOCH;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int requestCount;

    @Column(nullable = false)
    @ColumnDefault("60")
    private int limitPerWindow;

    @Column(nullable = false)
    @ColumnDefault("false")
    private boolean isBlocked;

    private @Nullable Instant blockedUntil;

    @Column(length = 200)
    private @Nullable String blockedReason;

    protected UserRateLimit() {}

    /// Whose it is.
    public User user() {
        return Objects.requireNonNull(user);
    }

    public Instant windowStartedAt() {
        return windowStartedAt;
    }

    public int requestCount() {
        return requestCount;
    }

    public int limitPerWindow() {
        return limitPerWindow;
    }

    public boolean blocked() {
        return isBlocked;
    }

    public @Nullable Instant blockedUntil() {
        return blockedUntil;
    }

    public @Nullable String blockedReason() {
        return blockedReason;
    }
}
