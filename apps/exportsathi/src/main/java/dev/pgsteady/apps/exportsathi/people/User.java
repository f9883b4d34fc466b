package dev.pgsteady.apps.exportsathi.people;

import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.apps.exportsathi.secrets.Secrets;
import dev.pgsteady.mapping.Extension;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// A company that has an account.
@Entity
@DynamicUpdate
@Table(name = "users")
@Extension("citext")
@TableIndex(
        name = "ix_users_created_at",
        columns = {"createdAt desc", "id desc"})
@TableIndex(name = "ix_users_phone_mark", columns = "split_part({phone}, '.', 3)", where = "{phone} IS NOT NULL")
@TableIndex(name = "ix_users_phone_key", columns = "split_part({phone}, '.', 1)", where = "{phone} IS NOT NULL")
@RowCheck(
        name = "ck_users_phone_sealed",
        value = "{phone} ~ '^[a-z0-9]{1,20}[.][A-Za-z0-9_-]{40,}[.][A-Za-z0-9_-]{22}$'")
public class User extends TimedRow {
    @Id
    @UuidKey(UuidKey.Kind.RANDOM)
    @Column(name = "id")
    private @Nullable UUID id;

    @Column(nullable = false, unique = true, columnDefinition = "citext")
    private String email = "";

    @Column(nullable = false, length = 200)
    private String passwordHash = "";

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private BusinessType businessType = BusinessType.MANUFACTURING;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private CompanySize companySize = CompanySize.MICRO;

    @Column(length = 200)
    private @Nullable String companyName;

    /// The name of a key, the sealed number, and the mark by which it is found, with dots between.
    @Column(length = 200)
    private @Nullable String phone;

    @Column(nullable = false)
    @ColumnDefault("true")
    private boolean isActive = true;

    protected User() {}

    /// Somebody new.
    ///
    /// @param id what the sealed columns are bound to
    User(UUID id, String email, String passwordHash) {
        this.id = id;
        this.email = email;
        this.passwordHash = passwordHash;
    }

    @Override
    public @Nullable UUID getId() {
        return id;
    }

    public String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    void passwordHash(String hash) {
        this.passwordHash = hash;
    }

    /// What it does.
    public BusinessType businessType() {
        return businessType;
    }

    /// How large it is.
    public CompanySize companySize() {
        return companySize;
    }

    Optional<String> companyName() {
        return Optional.ofNullable(companyName);
    }

    boolean active() {
        return isActive;
    }

    void company(BusinessType type, CompanySize size, @Nullable String name) {
        this.businessType = type;
        this.companySize = size;
        this.companyName = name;
    }

    /// Where the sealed number is kept.
    static String place(UUID id) {
        return "users.phone/" + id;
    }

    void phone(@Nullable String number, Secrets secrets) {
        this.phone = number == null ? null : PhoneText.seal(key(), number, secrets);
    }

    Optional<String> phone(Secrets secrets) {
        return Optional.ofNullable(phone).map(text -> PhoneText.open(key(), text, secrets));
    }
}
