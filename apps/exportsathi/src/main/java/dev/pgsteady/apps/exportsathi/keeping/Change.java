package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.PartitionedBy;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A line of the audit trail: that a row was made, changed or taken away, and by whom. Triggers write it,
/// so that what is done in `psql` stands here too; nothing changes it. What is encrypted, and hashes of
/// passwords, are not copied.
@Entity
@Immutable
@AppendOnly
@Table(name = "changes", schema = "trail")
@PartitionedBy(column = "at")
@TableIndex(
        name = "ix_changes_row",
        columns = {"tableName", "rowId", "at desc", "id desc"})
@TableIndex(
        name = "ix_changes_actor",
        columns = {"actor", "at desc", "id desc"})
@RowCheck(name = "ck_changes_action", value = "{action} IN ('insert', 'update', 'delete')")
public class Change {
    @Id
    @UuidKey(UuidKey.Kind.RANDOM)
    @Column(name = "id")
    private @Nullable UUID id;

    @CreatedAt
    @PartitionKey
    @Column(name = "at")
    @ColumnDefault("clock_timestamp()")
    private @Nullable Instant at;

    @Column(nullable = false, length = 63)
    private String tableName = "";

    @Column(nullable = false)
    private @Nullable UUID rowId;

    @Column(nullable = false, length = 6)
    private String action = "";

    /// The account that asked for it; null for what nobody asked for through the interface.
    private @Nullable UUID actor;

    /// The role in the database.
    @Column(nullable = false, length = 63)
    @ColumnDefault("SESSION_USER")
    private String roleName = "";

    /// Tells what was done together.
    @Column(nullable = false)
    @ColumnDefault("txid_current()")
    private long transactionId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Map<String, Object> before;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Map<String, Object> after;

    protected Change() {}

    UUID key() {
        return Objects.requireNonNull(id);
    }

    Instant at() {
        return Objects.requireNonNull(at);
    }

    String tableName() {
        return tableName;
    }

    UUID rowId() {
        return Objects.requireNonNull(rowId);
    }

    String action() {
        return action;
    }

    @Nullable UUID actor() {
        return actor;
    }

    String roleName() {
        return roleName;
    }

    long transactionId() {
        return transactionId;
    }

    @Nullable Map<String, Object> before() {
        return before;
    }

    @Nullable Map<String, Object> after() {
        return after;
    }
}
