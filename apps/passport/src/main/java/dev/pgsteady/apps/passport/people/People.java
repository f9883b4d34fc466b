package dev.pgsteady.apps.passport.people;

import dev.pgsteady.apps.passport.files.Folders;
import dev.pgsteady.apps.passport.limits.LimitView;
import dev.pgsteady.apps.passport.limits.Limits;
import dev.pgsteady.apps.passport.photos.Generations;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own account.
@RestController
class People {
    private final Users users;
    private final Profiles profiles;
    private final Limits limits;
    private final SignUp signUp;
    private final Belongings belongings;

    People(Users users, Profiles profiles, Limits limits, SignUp signUp, Belongings belongings) {
        this.users = users;
        this.profiles = profiles;
        this.limits = limits;
        this.signUp = signUp;
        this.belongings = belongings;
    }

    /// What somebody has made, and where it is.
    @org.springframework.stereotype.Component
    record Belongings(Generations photos, Folders folders) {}

    /// A new account.
    record Registration(
            @NotBlank @Pattern(regexp = User.NAME, message = "is 3 to 30 letters, digits, dots, dashes or underscores") String username,

            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(min = 10, max = 200) String password,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName) {
        @Override
        public String toString() {
            return "registration of " + username;
        }
    }

    /// What may be changed.
    record Change(
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @NotNull Long version) {}

    /// An account as its owner sees it.
    ///
    /// @param photos how many there are
    record Mine(
            @Nullable UUID id,
            String username,
            String email,
            String firstName,
            String lastName,
            boolean isStaff,
            @Nullable Instant lastLoginAt,
            @Nullable Instant createdAt,
            long photos,
            ProfileView profile,
            LimitView rateLimit,
            long version) {}

    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mine register(@Valid @RequestBody Registration r) {
        return shown(
                signUp.signUp(r.username(), r.email(), r.password(), new SignUp.Name(r.firstName(), r.lastName())));
    }

    @GetMapping("/api/me")
    @Transactional(readOnly = true)
    public Mine mine(Authentication token) {
        return shown(user(token));
    }

    @PatchMapping("/api/me")
    @Transactional
    public Mine change(Authentication token, @Valid @RequestBody Change change) {
        User user = user(token);
        if (user.getVersion() != change.version()) {
            throw Refusal.changed(user.getVersion());
        }
        return shown(users.saveAndFlush(user.called(change.firstName(), change.lastName())));
    }

    @PutMapping("/api/me/profile")
    @Transactional
    public ProfileView change(Authentication token, @Valid @RequestBody ProfileChange change) {
        UserProfile profile = profiles.findByUserId(Caller.of(token)).orElseThrow(() -> Refusal.unknown("account"));
        change.into(profile);
        return ProfileView.of(profiles.saveAndFlush(profile));
    }

    /// With the account goes all that belongs to it, the files too. What was written down of it stays.
    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Authentication token) {
        users.deleteById(Caller.of(token));
        belongings.folders().removeAll(Caller.of(token));
    }

    private User user(Authentication token) {
        return users.findById(Caller.of(token)).orElseThrow(() -> Refusal.unknown("account"));
    }

    private Mine shown(User user) {
        UUID id = java.util.Objects.requireNonNull(user.getId());
        return new Mine(
                id,
                user.username(),
                user.email(),
                user.firstName(),
                user.lastName(),
                user.staff(),
                user.lastLoginAt(),
                user.getCreatedAt(),
                belongings.photos().countByUserId(id),
                profiles.findByUserId(id).map(ProfileView::of).orElseThrow(),
                limits.findByUserId(id).map(LimitView::of).orElseThrow(),
                user.getVersion());
    }
}
