package dev.pgsteady.mapping;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/// When a row was made and changed, and how often: what most tables have. The same annotations on fields of one's
/// own do the same.
@MappedSuperclass
public abstract class StampedRow {
    @CreatedAt
    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    @UpdatedAt
    @Column(name = "updated_at")
    private @Nullable Instant updatedAt;

    @Version
    @ColumnDefault("0")
    @Column(name = "version")
    private long version;

    /// By the database's clock; null before the row is written.
    public @Nullable Instant getCreatedAt() {
        return createdAt;
    }

    /// By the database's clock; null before the row is written.
    public @Nullable Instant getUpdatedAt() {
        return updatedAt;
    }

    /// How often the program changed it.
    public long getVersion() {
        return version;
    }
}
