package dev.pgsteady.apps.instantviz.people;

import dev.pgsteady.apps.instantviz.content.Workspace;
import dev.pgsteady.apps.instantviz.content.Workspaces;
import dev.pgsteady.apps.web.signin.Account;
import dev.pgsteady.apps.web.signin.Accounts;
import dev.pgsteady.apps.web.signin.Passwords;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Accounts: how one is made, and how its owner is known again.
@Service
public class SignUp implements Accounts {
    private final Users users;
    private final Workspaces workspaces;
    private final Passwords passwords;
    private final Set<String> staff;

    SignUp(Users users, Workspaces workspaces, Passwords passwords, @Value("${instantviz.staff:}") Set<String> staff) {
        this.users = users;
        this.workspaces = workspaces;
        this.passwords = passwords;
        this.staff = staff.stream().map(SignUp::folded).collect(Collectors.toUnmodifiableSet());
    }

    /// Makes an account with its first workspace: both or neither.
    @Transactional
    public User signUp(String email, String password, String fullName) {
        User user = users.saveAndFlush(new User(email, passwords.hash(password), fullName));
        workspaces.saveAndFlush(new Workspace(user, "My workspace", Map.of()));
        return user;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> named(String login) {
        return users.findByEmail(login.strip()).map(this::account);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> of(UUID id) {
        return users.findById(id).map(this::account);
    }

    /// The database holds addresses that differ in case for the same.
    private static String folded(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private Account account(User user) {
        return new Account(
                java.util.Objects.requireNonNull(user.getId()),
                user.passwordHash(),
                true,
                staff.contains(folded(user.email())) ? Set.of("staff") : Set.of());
    }

    @Override
    @Transactional
    public void signedIn(UUID id, String passwordHash) {
        users.findById(id)
                .filter(user -> !user.passwordHash().equals(passwordHash))
                .ifPresent(user -> user.passwordHash(passwordHash));
    }
}
