package dev.pgsteady.jpa.kept;

import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.UpdatedAt;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row without a superclass.
@Entity
@Table(name = "note")
public class Note {
    @Id
    @UuidKey
    public @Nullable UUID id;

    @CreatedAt
    public @Nullable Instant made;

    @UpdatedAt
    public @Nullable Instant changed;
}
