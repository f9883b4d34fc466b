package dev.pgsteady.apps.passport.people;

import dev.pgsteady.mapping.CaseInsensitive;
import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// Somebody who has an account. The database makes profile and rate limit with it.
@Entity
@DynamicUpdate
@Table(name = "users")
@TableIndex(
        name = "ix_users_created_at",
        columns = {"createdAt", "id"})
public class User extends RandomKeyRow {
    /// What a user name looks like, here and in the database.
    static final String NAME = "^[A-Za-z0-9_.-]{3,30}$";

    @RowCheck(name = "ck_users_username", value = "{username} ~ '" + NAME + "'")
    @CaseInsensitive
    @Column(nullable = false, unique = true)
    private String username = "";

    @RowCheck(name = "ck_users_email", value = "{email} ~ '^[^@ ]+@[^@ ]+$' AND length({email}) <= 254")
    @CaseInsensitive
    @Column(nullable = false, unique = true)
    private String email = "";

    @Column(nullable = false, length = 200)
    private String passwordHash = "";

    @Column(nullable = false, length = 100)
    private String firstName = "";

    @Column(nullable = false, length = 100)
    private String lastName = "";

    @Column(nullable = false)
    @ColumnDefault("true")
    private boolean isActive = true;

    @Column(nullable = false)
    @ColumnDefault("false")
    private boolean isStaff;

    private @Nullable Instant lastLoginAt;

    protected User() {}

    /// Somebody new.
    public User(String username, String email, String passwordHash) {
        this.username = username;
        this.email = email;
        this.passwordHash = passwordHash;
    }

    /// What he is called.
    public User called(String first, String last) {
        this.firstName = first;
        this.lastName = last;
        return this;
    }

    public String username() {
        return username;
    }

    public String email() {
        return email;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public String firstName() {
        return firstName;
    }

    public String lastName() {
        return lastName;
    }

    public boolean active() {
        return isActive;
    }

    /// Opens or closes the account.
    public void active(boolean active) {
        this.isActive = active;
    }

    public boolean staff() {
        return isStaff;
    }

    public @Nullable Instant lastLoginAt() {
        return lastLoginAt;
    }
}
