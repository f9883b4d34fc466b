package dev.pgsteady.mapping;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row with a key that grows with time, for tables into which much is inserted.
@MappedSuperclass
public abstract class OrderedKeyRow extends StampedRow {
    @Id
    @UuidKey(UuidKey.Kind.ORDERED)
    @Column(name = "id")
    private @Nullable UUID id;

    /// Null before the row is written.
    public @Nullable UUID getId() {
        return id;
    }
}
