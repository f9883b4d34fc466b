package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.mapping.CaseInsensitive;
import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;

/// Somebody who has an account. Mail address and user name are the same whatever their case.
@Entity
@DynamicUpdate
@Table(name = "users")
@RowCheck(name = "ck_users_email", value = "{email} LIKE '_%@_%'")
@RowCheck(name = "ck_users_username", value = "{username} NOT LIKE '%@%' AND {username} <> ''")
@RowCheck(
        name = "ck_users_timezone",
        value = "('2000-01-01 00:00:00+00'::timestamptz AT TIME ZONE timezone) IS NOT NULL")
public class User extends RandomKeyRow {
    @CaseInsensitive
    @Column(nullable = false, unique = true)
    private String email = "";

    @CaseInsensitive
    @Column(nullable = false, unique = true)
    private String username = "";

    @OptimisticLock(excluded = true)
    @Column(nullable = false, length = 200)
    private String passwordHash = "";

    @Valid @Embedded
    private Profile profile = Profile.EMPTY;

    @Column(nullable = false)
    @ColumnDefault("true")
    private boolean isActive = true;

    @Column(nullable = false)
    @ColumnDefault("false")
    private boolean isVerified;

    @OptimisticLock(excluded = true)
    private @Nullable Instant lastLoginAt;

    protected User() {}

    /// Somebody new.
    public User(String email, String username, String passwordHash) {
        this.email = email;
        this.username = username;
        this.passwordHash = passwordHash;
    }

    public String email() {
        return email;
    }

    void email(String other) {
        this.email = other;
    }

    public String username() {
        return username;
    }

    public String passwordHash() {
        return passwordHash;
    }

    void signedIn(String hash, Instant at) {
        this.passwordHash = hash;
        this.lastLoginAt = at;
    }

    public Profile profile() {
        return profile;
    }

    public void profile(Profile changed) {
        this.profile = changed;
    }

    public boolean active() {
        return isActive;
    }

    public boolean verified() {
        return isVerified;
    }

    public @Nullable Instant lastLoginAt() {
        return lastLoginAt;
    }
}
