package dev.pgsteady.apps.manifest.people;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own account.
@RestController
class People {
    private final Users users;
    private final SignUp signUp;

    People(Users users, SignUp signUp) {
        this.users = users;
        this.signUp = signUp;
    }

    /// A new account.
    record Registration(
            @NotBlank @Email @Size(max = 254) String email,

            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{1,49}") String username,

            @NotBlank @Size(min = 10, max = 200) String password,
            @Nullable @Valid Profile profile) {
        @Override
        public String toString() {
            return "registration of " + email;
        }
    }

    /// What somebody says of himself from now on.
    ///
    /// @param version the one that was read
    record Change(@NotNull @Valid Profile profile, @NotNull Long version) {}

    /// An account as its owner sees it.
    record Mine(
            @Nullable UUID id,
            String email,
            String username,
            @JsonUnwrapped Profile profile,
            boolean isVerified,
            @Nullable Instant lastLoginAt,
            @Nullable Instant createdAt,
            long version) {
        static Mine of(User user) {
            return new Mine(
                    user.getId(),
                    user.email(),
                    user.username(),
                    user.profile(),
                    user.verified(),
                    user.lastLoginAt(),
                    user.getCreatedAt(),
                    user.getVersion());
        }
    }

    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mine register(@Valid @RequestBody Registration registration) {
        Profile profile =
                Optional.ofNullable(registration.profile()).map(People::known).orElse(Profile.EMPTY);
        return Mine.of(signUp.signUp(registration.email(), registration.username(), registration.password(), profile));
    }

    @GetMapping("/api/me")
    @Transactional(readOnly = true)
    public Mine mine(Authentication token) {
        return Mine.of(user(token));
    }

    @PutMapping("/api/me")
    @Transactional
    public Mine change(Authentication token, @Valid @RequestBody Change change) {
        User user = user(token);
        if (user.getVersion() != change.version()) {
            throw Refusal.changed(user.getVersion());
        }
        user.profile(known(change.profile()));
        return Mine.of(users.saveAndFlush(user));
    }

    /// With the account goes all that belongs to it: the foreign keys say so.
    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Authentication token) {
        users.deleteById(Caller.of(token));
    }

    private User user(Authentication token) {
        return users.findById(Caller.of(token)).orElseThrow(() -> Refusal.unknown("account"));
    }

    private static Profile known(Profile profile) {
        if (!ZoneId.getAvailableZoneIds().contains(profile.timezone())) {
            throw new Refusal(
                    HttpStatus.UNPROCESSABLE_CONTENT, "There is no such time zone. Name one as 'Europe/Prague'.");
        }
        return profile;
    }
}
