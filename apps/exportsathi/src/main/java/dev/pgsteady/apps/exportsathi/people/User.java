package dev.pgsteady.apps.exportsathi.people;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.mapping.CaseInsensitive;
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
@TableIndex(
        name = "ix_users_created_at",
        columns = {"createdAt desc", "id desc"})
@TableIndex(name = "ix_users_phone_digest", columns = "split_part({phone}, '.', 4)", where = "{phone} IS NOT NULL")
@TableIndex(name = "ix_users_phone_key", columns = "split_part({phone}, '.', 2)", where = "{phone} IS NOT NULL")
@RowCheck(
        name = "ck_users_phone_encrypted",
        value = "{phone} ~ '^pgs1[.][a-z0-9-]{1,32}[.][A-Za-z0-9_-]{59,}[.][A-Za-z0-9_-]{43}$'")
public class User extends TimedRow {
    @Id
    @UuidKey(UuidKey.Kind.RANDOM)
    @Column(name = "id")
    private @Nullable UUID id;

    @CaseInsensitive
    @Column(nullable = false, unique = true)
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

    /// Encrypted, with the digest behind it by which it is found.
    @Column(length = 200)
    private @Nullable String phone;

    @Column(nullable = false)
    @ColumnDefault("true")
    private boolean isActive = true;

    protected User() {}

    /// Somebody new.
    ///
    /// @param id what the encrypted column is bound to
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

    void phone(@Nullable String number, Fields fields) {
        this.phone = number == null ? null : fields.phone(key()).encrypt(number);
    }

    Optional<String> phone(Fields fields) {
        return Optional.ofNullable(phone).map(text -> fields.phone(key()).decrypt(text));
    }
}
