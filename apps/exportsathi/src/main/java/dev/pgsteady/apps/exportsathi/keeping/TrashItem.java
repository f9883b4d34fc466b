package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What was deleted, with all rows that went with it: it can be put back. A trigger puts it here, whoever
/// deletes.
@Entity
@Immutable
@Table(name = "items", schema = "trash")
@TableIndex(
        name = "ix_items_owner_deleted",
        columns = {"owner_id", "deletedAt desc", "id desc"})
@TableIndex(name = "ix_items_deleted_at", columns = "deletedAt")
@RowCheck(name = "ck_items_kind", value = "{kind} IN ('report', 'document', 'chat_session')")
public class TrashItem {
    @Id
    @UuidKey(UuidKey.Kind.RANDOM)
    @Column(name = "id")
    private @Nullable UUID id;

    @CreatedAt
    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "owner_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User owner;

    @Column(nullable = false, length = 20)
    private String kind = "";

    @Column(nullable = false)
    private @Nullable UUID rowId;

    @Column(nullable = false, length = 200)
    private String title = "";

    /// Rows by table.
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Map<String, Object> contents = Map.of();

    protected TrashItem() {}

    UUID key() {
        return Objects.requireNonNull(id);
    }

    Instant deletedAt() {
        return Objects.requireNonNull(deletedAt);
    }

    String kind() {
        return kind;
    }

    UUID rowId() {
        return Objects.requireNonNull(rowId);
    }

    String title() {
        return title;
    }
}
