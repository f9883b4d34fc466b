package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.apps.web.signin.RefreshTokenRow;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A sign-in of a user.
@Entity
@Table(
        name = "refresh_tokens",
        schema = "signin",
        indexes = {
            @Index(name = "ix_refresh_tokens_user_id", columnList = "user_id"),
            @Index(name = "ix_refresh_tokens_family", columnList = "family")
        })
public class RefreshToken extends RefreshTokenRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;
}
