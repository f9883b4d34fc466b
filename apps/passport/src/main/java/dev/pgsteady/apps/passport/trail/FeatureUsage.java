package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Somebody used something, for so long. Not `data.usage`: the contract has a row for each use, written with the deed,
/// where that adds up days in memory and may lose the last second.
@Entity
@AppendOnly
@Table(name = "feature_usages")
@RowCheck(name = "ck_feature_usages_feature", value = "{feature} ~ '^[a-z][a-z0-9_]{0,49}$'")
@RowCheck(name = "ck_feature_usages_duration", value = "{durationSeconds} >= 0")
@TableIndex(
        name = "ix_feature_usages_feature",
        columns = {"feature", "at desc"})
@TableIndex(
        name = "ix_feature_usages_user",
        columns = {"userId", "at desc"})
public class FeatureUsage {
    @Id
    @UuidKey(UuidKey.Kind.ORDERED)
    private @Nullable UUID id;

    @CreatedAt
    @Column(name = "timestamp")
    private @Nullable Instant at;

    @Column(nullable = false, updatable = false)
    private @Nullable UUID userId;

    @Column(nullable = false, updatable = false, length = 50)
    private String feature = "";

    @Column(nullable = false, updatable = false, precision = 10, scale = 3)
    private BigDecimal durationSeconds = BigDecimal.ZERO;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false, updatable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> metadata = Map.of();

    protected FeatureUsage() {}

    FeatureUsage(UUID userId, String feature, BigDecimal durationSeconds, Map<String, Object> metadata) {
        this.userId = userId;
        this.feature = feature;
        this.durationSeconds = durationSeconds;
        this.metadata = Map.copyOf(metadata);
    }

    public @Nullable UUID getId() {
        return id;
    }

    public @Nullable Instant at() {
        return at;
    }

    public @Nullable UUID userId() {
        return userId;
    }

    public String feature() {
        return feature;
    }

    public BigDecimal durationSeconds() {
        return durationSeconds;
    }

    public Map<String, Object> metadata() {
        return metadata;
    }
}
