package dev.pgsteady.apps.exportsathi;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.UpdatedAt;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// When a row was made and changed. There is no version: the number of columns is agreed. That a row was
/// changed meanwhile is told by `updated_at`, compared under a row lock.
@MappedSuperclass
public abstract class TimedRow {
    @CreatedAt
    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    @UpdatedAt
    @Column(name = "updated_at")
    private @Nullable Instant updatedAt;

    /// Null before the row is written.
    public abstract @Nullable UUID getId();

    /// By the database's clock; null before the row is written.
    public @Nullable Instant getCreatedAt() {
        return createdAt;
    }

    /// By the database's clock; null before the row is written.
    public @Nullable Instant getUpdatedAt() {
        return updatedAt;
    }

    /// The key of a row that is there.
    public UUID key() {
        return Objects.requireNonNull(getId());
    }

    /// Refuses a change to a row that is not as its reader saw it. The row has to be locked by then.
    ///
    /// @param seen what was read as `updatedAt`
    public void requireUnchanged(Instant seen) {
        Instant now = Objects.requireNonNull(updatedAt);
        if (!now.equals(seen)) {
            throw new Refusal(
                            HttpStatus.CONFLICT,
                            "It was changed by somebody else since. Read it again, then change it again.")
                    .with("currentVersion", now.toString());
        }
    }

    /// A list of rows, the newest first.
    ///
    /// @param where      a condition in HQL on `e`
    /// @param parameters the values in it
    public static <T extends TimedRow> Lists.Query<T> newest(
            Class<T> entity, String where, Map<String, Object> parameters) {
        return new Lists.Query<>(
                entity,
                where,
                parameters,
                "createdAt",
                row -> new Marks.Mark(Objects.requireNonNull(row.getCreatedAt()), row.key()));
    }
}
