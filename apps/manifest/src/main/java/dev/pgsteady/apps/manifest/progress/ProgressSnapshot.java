package dev.pgsteady.apps.manifest.progress;

import dev.pgsteady.apps.manifest.labels.SubjectType;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// How things stood at the end of a day: on the whole, or with a goal or a habit. Written by [Snapshots]
/// alone.
@Entity
@Table(name = "progress_snapshots")
@RowCheck(name = "ck_progress_snapshots_related", value = "(related_type IS NULL) = (related_id IS NULL)")
@TableIndex(
        name = "uq_progress_snapshots_subject",
        columns = {"user_id", "snapshot_date", "snapshot_type", "related_type", "related_id"},
        unique = true,
        nullsNotDistinct = true)
@TableIndex(
        name = "ix_progress_snapshots_user_day",
        columns = {"user_id", "snapshot_date", "id"})
@TableIndex(
        name = "ix_progress_snapshots_subject",
        columns = {"related_type", "related_id", "snapshot_date", "id"},
        where = "related_id IS NOT NULL")
public class ProgressSnapshot extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false, updatable = false)
    private LocalDate snapshotDate = LocalDate.EPOCH;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 20)
    @ColumnDefault("'daily'")
    private SnapshotType snapshotType = SnapshotType.DAILY;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false, length = 20)
    private @Nullable SubjectType relatedType;

    @Column(updatable = false)
    private @Nullable UUID relatedId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> metrics = Map.of();

    protected ProgressSnapshot() {}

    public LocalDate snapshotDate() {
        return snapshotDate;
    }

    public SnapshotType snapshotType() {
        return snapshotType;
    }

    /// Null when it is of the whole day.
    public @Nullable SubjectType relatedType() {
        return relatedType;
    }

    /// Null when it is of the whole day.
    public @Nullable UUID relatedId() {
        return relatedId;
    }

    public Map<String, Object> metrics() {
        return metrics;
    }
}
