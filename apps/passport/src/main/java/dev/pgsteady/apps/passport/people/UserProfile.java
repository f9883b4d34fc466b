package dev.pgsteady.apps.passport.people;

import dev.pgsteady.mapping.RandomKeyRow;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// Where somebody lives. The row comes with the user; whether it is complete is said by the database.
@Entity
@DynamicUpdate
@Table(name = "user_profiles")
@RowCheck(
        name = "ck_user_profiles_blank",
        value = "btrim({street}) <> '' AND btrim({landmark}) <> '' AND btrim({city}) <> '' AND btrim({state}) <> ''")
@RowCheck(name = "ck_user_profiles_phone", value = "{phone} ~ '^[+][1-9][0-9]{6,14}$'")
@RowCheck(name = "ck_user_profiles_country", value = "{country} ~ '^[A-Z]{2}$'")
@RowCheck(name = "ck_user_profiles_postal_code", value = PostalCodes.CONDITION)
@TableIndex(name = "ix_user_profiles_created_at", columns = "createdAt")
@TableIndex(name = "ix_user_profiles_postal_code", columns = "postalCode")
@TableIndex(
        name = "ix_user_profiles_country_state",
        columns = {"country", "state"})
public class UserProfile extends RandomKeyRow {
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false, unique = true)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(length = 16)
    private @Nullable String phone;

    @Column(length = 200)
    private @Nullable String street;

    @Column(length = 200)
    private @Nullable String landmark;

    @Column(length = 100)
    private @Nullable String city;

    @Column(length = 100)
    private @Nullable String state;

    @Column(length = 10)
    private @Nullable String postalCode;

    @Column(length = 2)
    private @Nullable String country;

    @GeneratedColumn("phone IS NOT NULL AND street IS NOT NULL AND city IS NOT NULL AND state IS NOT NULL"
            + " AND postal_code IS NOT NULL AND country IS NOT NULL")
    @Column(nullable = false)
    private boolean profileComplete;

    protected UserProfile() {}

    /// An address.
    ///
    /// @param landmark what is near it; the only part that nobody has to know
    public record Address(
            @Nullable String street,
            @Nullable String landmark,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country) {}

    /// The key of the user, which costs no question.
    public UUID userId() {
        return Objects.requireNonNull(Objects.requireNonNull(user).getId());
    }

    /// Puts all of it in the place of what was there.
    public void change(@Nullable String newPhone, Address address) {
        this.phone = newPhone;
        this.street = address.street();
        this.landmark = address.landmark();
        this.city = address.city();
        this.state = address.state();
        this.postalCode = address.postalCode();
        this.country = address.country();
    }

    /// Whether everything but the landmark is known.
    public boolean isComplete() {
        return profileComplete;
    }

    /// The address on one line: `1 Main St, near the mill, Springfield, IL 62701, US`. Empty when nothing
    /// is known.
    public String fullAddress() {
        Optional<String> place = joined(" ", state, postalCode);
        return joined(", ", street, landmark, city, place.orElse(null), country).orElse("");
    }

    private static Optional<String> joined(String between, @Nullable String... parts) {
        String all = Stream.of(parts).flatMap(Stream::ofNullable).collect(Collectors.joining(between));
        return Optional.of(all).filter(a -> !a.isEmpty());
    }

    public @Nullable String phone() {
        return phone;
    }

    public Address address() {
        return new Address(street, landmark, city, state, postalCode, country);
    }
}
