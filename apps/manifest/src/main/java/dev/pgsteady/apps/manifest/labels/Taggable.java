package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A tag on something. What it is on is there, and of the tag's owner: the database sees to both, and
/// takes the tag off what goes.
@Entity
@Table(
        name = "taggables",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_taggables_subject",
                        columnNames = {"tag_id", "taggable_type", "taggable_id"}))
@TableIndex(
        name = "ix_taggables_subject",
        columns = {"taggable_type", "taggable_id"})
@TableIndex(
        name = "ix_taggables_tag_created",
        columns = {"tag_id", "createdAt", "id"})
public class Taggable extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "tag_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Tag tag;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 20)
    private @Nullable SubjectType taggableType;

    @Column(nullable = false, updatable = false)
    private @Nullable UUID taggableId;

    protected Taggable() {}

    /// What the tag is on.
    public Subject subject() {
        return new Subject(Objects.requireNonNull(taggableType), Objects.requireNonNull(taggableId));
    }
}
