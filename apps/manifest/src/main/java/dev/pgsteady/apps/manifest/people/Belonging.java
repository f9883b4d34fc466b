package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.mapping.RandomKeyRow;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A row that belongs to somebody and goes with his account.
///
/// @param <C> what its owner says in it
@MappedSuperclass
public abstract class Belonging<C> extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    protected Belonging() {}

    protected Belonging(User user) {
        this.user = user;
    }

    /// What its owner says in it.
    public abstract C content();

    /// Says something else.
    public abstract void content(C changed);
}
