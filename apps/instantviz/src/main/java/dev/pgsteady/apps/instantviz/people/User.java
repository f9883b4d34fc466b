package dev.pgsteady.apps.instantviz.people;

import dev.pgsteady.mapping.CaseInsensitive;
import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// Somebody who has an account. What Stripe says of the subscription is written by the billing alone.
@Entity
@DynamicUpdate
@Table(name = "users")
@TableIndex(name = "ix_users_created_at", columns = "createdAt")
@TableIndex(
        name = "ix_users_tier_status",
        columns = {"subscriptionTier", "subscriptionStatus"})
public class User extends RandomKeyRow {
    @CaseInsensitive
    @Column(nullable = false, unique = true)
    private String email = "";

    @Column(nullable = false, length = 200)
    private String passwordHash = "";

    @Column(nullable = false, length = 200)
    private String fullName = "";

    @Column(unique = true, length = 255)
    private @Nullable String stripeCustomerId;

    @Column(unique = true, length = 255)
    private @Nullable String stripeSubscriptionId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    @ColumnDefault("'free'")
    private Tier subscriptionTier = Tier.FREE;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable SubscriptionStatus subscriptionStatus;

    private @Nullable Instant currentPeriodEnd;

    @RowCheck(name = "ck_users_usage_count", value = "{usageCount} >= 0")
    @Column(nullable = false)
    @ColumnDefault("0")
    private int usageCount;

    @Column(nullable = false)
    @ColumnDefault("now() + interval '1 month'")
    private Instant usageResetAt = Instant.now().plus(java.time.Duration.ofDays(30));

    protected User() {}

    /// Somebody new, who pays nothing.
    public User(String email, String passwordHash, String fullName) {
        this.email = email;
        this.passwordHash = passwordHash;
        this.fullName = fullName;
    }

    public String email() {
        return email;
    }

    public String passwordHash() {
        return passwordHash;
    }

    void passwordHash(String hash) {
        this.passwordHash = hash;
    }

    public String fullName() {
        return fullName;
    }

    void fullName(String name) {
        this.fullName = name;
    }

    public Tier tier() {
        return subscriptionTier;
    }

    public @Nullable SubscriptionStatus status() {
        return subscriptionStatus;
    }

    public @Nullable Instant currentPeriodEnd() {
        return currentPeriodEnd;
    }

    public int usageCount() {
        return usageCount;
    }

    public Instant usageResetAt() {
        return usageResetAt;
    }
}
