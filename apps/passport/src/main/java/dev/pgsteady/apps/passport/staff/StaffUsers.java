package dev.pgsteady.apps.passport.staff;

import dev.pgsteady.apps.passport.limits.LimitView;
import dev.pgsteady.apps.passport.limits.Limits;
import dev.pgsteady.apps.passport.people.ProfileChange;
import dev.pgsteady.apps.passport.people.ProfileView;
import dev.pgsteady.apps.passport.people.Profiles;
import dev.pgsteady.apps.passport.people.User;
import dev.pgsteady.apps.passport.people.UserProfile;
import dev.pgsteady.apps.passport.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.RefreshTokens;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The users, each with profile and rate limit.
@RestController
@RequestMapping("/api/staff/users")
class StaffUsers {
    private final Users users;
    private final Profiles profiles;
    private final Limits limits;
    private final Lists lists;
    private final RefreshTokens tokens;

    StaffUsers(Users users, Profiles profiles, Limits limits, Lists lists, RefreshTokens tokens) {
        this.users = users;
        this.profiles = profiles;
        this.limits = limits;
        this.lists = lists;
        this.tokens = tokens;
    }

    /// Whether an account is open.
    ///
    /// @param version the one that was read
    record Change(@NotNull Boolean isActive, @NotNull Long version) {}

    /// An account as the staff sees it.
    record Shown(
            UUID id,
            String username,
            String email,
            String firstName,
            String lastName,
            boolean isActive,
            boolean isStaff,
            @Nullable Instant lastLoginAt,
            @Nullable Instant createdAt,
            @Nullable ProfileView profile,
            @Nullable LimitView rateLimit,
            long version) {}

    @GetMapping
    @Transactional(readOnly = true)
    public Page<Shown> list(@RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        Page<User> page = lists.page(Lists.Query.newest(User.class, User::getId, "1 = 1", Map.of()), limit, after);
        List<Shown> shown = shown(page.items());
        return new Page<>(shown, page.next());
    }

    /// The one of a name; case makes no difference.
    @GetMapping("/named/{username}")
    @Transactional(readOnly = true)
    public Shown named(@PathVariable String username) {
        return shown(users.findByUsername(username).orElseThrow(() -> Refusal.unknown("user")));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown read(@PathVariable UUID id) {
        return shown(user(id));
    }

    /// Opens or closes an account; one that is closed goes on with no token longer than the token is good.
    @PatchMapping("/{id}")
    @Transactional
    public Shown change(@PathVariable UUID id, @Valid @RequestBody Change change) {
        User user = user(id);
        if (user.getVersion() != change.version()) {
            throw Refusal.changed(user.getVersion());
        }
        user.active(change.isActive());
        users.saveAndFlush(user);
        if (!user.active()) {
            tokens.endAll(id);
        }
        return shown(user);
    }

    @PutMapping("/{id}/profile")
    @Transactional
    public ProfileView change(@PathVariable UUID id, @Valid @RequestBody ProfileChange change) {
        UserProfile profile = profiles.findByUserId(id).orElseThrow(() -> Refusal.unknown("user"));
        change.into(profile);
        return ProfileView.of(profiles.saveAndFlush(profile));
    }

    private User user(UUID id) {
        return users.findById(id).orElseThrow(() -> Refusal.unknown("user"));
    }

    private Shown shown(User user) {
        return shown(List.of(user)).getFirst();
    }

    /// Two questions for all of them, not two for each.
    private List<Shown> shown(List<User> all) {
        List<UUID> ids = all.stream().map(StaffUsers::id).toList();
        Map<UUID, UserProfile> profile = profiles.findByUserIdIn(ids).stream()
                .collect(Collectors.toMap(UserProfile::userId, Function.identity()));
        Map<UUID, LimitView> limit = limits.findByUserIdIn(ids).stream()
                .map(LimitView::of)
                .collect(Collectors.toMap(l -> Objects.requireNonNull(l.user()), Function.identity()));
        return all.stream()
                .map(u -> new Shown(
                        id(u),
                        u.username(),
                        u.email(),
                        u.firstName(),
                        u.lastName(),
                        u.active(),
                        u.staff(),
                        u.lastLoginAt(),
                        u.getCreatedAt(),
                        Optional.ofNullable(profile.get(id(u)))
                                .map(ProfileView::of)
                                .orElse(null),
                        limit.get(id(u)),
                        u.getVersion()))
                .toList();
    }

    private static UUID id(User user) {
        return Objects.requireNonNull(user.getId());
    }
}
