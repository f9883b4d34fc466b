package dev.pgsteady.apps.manifest.people;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/// What can be done with everything that belongs to somebody: make it, read it, change it, throw it away.
/// Each kind adds its lists.
///
/// @param <T> the rows
/// @param <C> what their owner says in them
public abstract class BelongingsApi<T extends Belonging<C>, C extends Record> {
    private final Belongings<T> rows;
    private final Users users;
    private final String what;

    /// @param what what a row is called when there is none: `meal`
    protected BelongingsApi(Belongings<T> rows, Users users, String what) {
        this.rows = rows;
        this.users = users;
        this.what = what;
    }

    /// What it says from now on.
    ///
    /// @param version the one that was read
    public record Change<C extends Record>(
            @NotNull @Valid C content, @NotNull Long version) {}

    /// A row as its owner sees it.
    public record Shown<C extends Record>(
            @Nullable UUID id,
            @JsonUnwrapped C content,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version) {
        public static <C extends Record> Shown<C> of(Belonging<C> row) {
            return new Shown<>(row.getId(), row.content(), row.getCreatedAt(), row.getUpdatedAt(), row.getVersion());
        }
    }

    /// A new row, not yet written.
    protected abstract T made(User owner, C content);

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public Shown<C> create(Authentication token, @Valid @RequestBody C content) {
        return Shown.of(rows.saveAndFlush(made(users.getReferenceById(Caller.of(token)), content)));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown<C> read(Authentication token, @PathVariable UUID id) {
        return Shown.of(rows.of(Caller.of(token), id, what));
    }

    @PutMapping("/{id}")
    @Transactional
    public Shown<C> change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change<C> change) {
        T row = rows.of(Caller.of(token), id, what, change.version());
        row.content(change.content());
        return Shown.of(rows.saveAndFlush(row));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        rows.delete(rows.of(Caller.of(token), id, what));
    }
}
