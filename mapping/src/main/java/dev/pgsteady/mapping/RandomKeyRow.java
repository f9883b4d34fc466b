package dev.pgsteady.mapping;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row with a key that says nothing, for what the outside gets to see.
@MappedSuperclass
public abstract class RandomKeyRow extends StampedRow {
    @Id
    @UuidKey(UuidKey.Kind.RANDOM)
    @Column(name = "id")
    private @Nullable UUID id;

    /// Null before the row is written.
    public @Nullable UUID getId() {
        return id;
    }
}
