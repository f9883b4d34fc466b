package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.PartitionedBy;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Somebody did something to a photo. It says so for good, also when photo and account are gone: so it
/// refers to them by their keys alone.
@Entity
@AppendOnly
@PartitionedBy(column = "at")
@Table(name = "generation_audits")
@TableIndex(columns = {"generationId", "at desc"})
@TableIndex(columns = {"userId", "at desc"})
@TableIndex(columns = {"action", "at desc"})
public class GenerationAudit {
    @Id
    @UuidKey(UuidKey.Kind.ORDERED)
    private @Nullable UUID id;

    @CreatedAt
    @PartitionKey
    @Column(name = "timestamp")
    private @Nullable Instant at;

    @Column(updatable = false)
    private @Nullable UUID generationId;

    @Column(nullable = false, updatable = false)
    private @Nullable UUID userId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 20)
    private Action action = Action.GENERATE;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.INET)
    private @Nullable InetAddress ipAddress;

    @Column(updatable = false, length = 400)
    private @Nullable String userAgent;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false, updatable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> details = Map.of();

    protected GenerationAudit() {}

    GenerationAudit(Action action, @Nullable UUID generationId, Asker asker, Map<String, Object> details) {
        this.action = action;
        this.generationId = generationId;
        this.userId = asker.user();
        this.ipAddress = asker.address();
        this.userAgent = asker.userAgent();
        this.details = Map.copyOf(details);
    }

    public @Nullable UUID getId() {
        return id;
    }

    public @Nullable Instant at() {
        return at;
    }

    public @Nullable UUID generationId() {
        return generationId;
    }

    public @Nullable UUID userId() {
        return userId;
    }

    public Action action() {
        return action;
    }

    public @Nullable InetAddress ipAddress() {
        return ipAddress;
    }

    public @Nullable String userAgent() {
        return userAgent;
    }

    public Map<String, Object> details() {
        return details;
    }
}
