package dev.pgsteady.apps.instantviz.people;

import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
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
            @NotBlank @Size(min = 10, max = 200) String password,
            @NotBlank @Size(max = 200) String fullName) {
        @Override
        public String toString() {
            return "registration of " + email;
        }
    }

    /// What may be changed.
    record Change(
            @NotBlank @Size(max = 200) String fullName,
            @NotNull Long version) {}

    /// An account as its owner sees it.
    record Mine(
            @Nullable UUID id,
            String email,
            String fullName,
            String tier,
            @Nullable String subscriptionStatus,
            @Nullable Instant currentPeriodEnd,
            int usageCount,
            int usageLimit,
            Instant usageResetAt,
            @Nullable Instant createdAt,
            long version) {
        static Mine of(User user) {
            return new Mine(
                    user.getId(),
                    user.email(),
                    user.fullName(),
                    user.tier().word(),
                    Optional.ofNullable(user.status())
                            .map(SubscriptionStatus::word)
                            .orElse(null),
                    user.currentPeriodEnd(),
                    user.usageCount(),
                    user.tier().slides(),
                    user.usageResetAt(),
                    user.getCreatedAt(),
                    user.getVersion());
        }
    }

    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mine register(@Valid @RequestBody Registration registration) {
        return Mine.of(signUp.signUp(registration.email(), registration.password(), registration.fullName()));
    }

    @GetMapping("/api/me")
    @Transactional(readOnly = true)
    public Mine mine(Authentication token) {
        return Mine.of(user(token));
    }

    @PatchMapping("/api/me")
    @Transactional
    public Mine change(Authentication token, @Valid @RequestBody Change change) {
        User user = user(token);
        if (user.getVersion() != change.version()) {
            throw Refusal.changed(user.getVersion());
        }
        user.fullName(change.fullName());
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
}
