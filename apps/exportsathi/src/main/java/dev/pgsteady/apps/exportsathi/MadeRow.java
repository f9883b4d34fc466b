package dev.pgsteady.apps.exportsathi;

import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row with a key that grows with time.
@MappedSuperclass
public abstract class MadeRow extends TimedRow {
    @Id
    @UuidKey(UuidKey.Kind.ORDERED)
    @Column(name = "id")
    private @Nullable UUID id;

    protected MadeRow() {}

    /// A row whose key is needed before it is written.
    protected MadeRow(UUID id) {
        this.id = id;
    }

    @Override
    public @Nullable UUID getId() {
        return id;
    }
}
