package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.apps.web.signin.Account;
import dev.pgsteady.apps.web.signin.Accounts;
import dev.pgsteady.apps.web.signin.Passwords;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Accounts: how one is made, and how its owner is known again.
@Service
public class SignUp implements Accounts {
    private final Users users;
    private final Passwords passwords;
    private final Set<String> staff;

    SignUp(Users users, Passwords passwords, @Value("${manifest.staff:}") Set<String> staff) {
        this.users = users;
        this.passwords = passwords;
        this.staff = Set.copyOf(staff);
    }

    /// Makes an account.
    @Transactional
    public User signUp(String email, String username, String password, Profile profile) {
        User user = new User(email, username, passwords.hash(password));
        user.profile(profile);
        return users.saveAndFlush(user);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> named(String login) {
        return users.named(login.strip()).map(this::account);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> of(UUID id) {
        return users.findById(id).map(this::account);
    }

    private Account account(User user) {
        return new Account(
                Objects.requireNonNull(user.getId()),
                user.passwordHash(),
                user.active(),
                staff.contains(user.email()) ? Set.of("staff") : Set.of());
    }

    @Override
    @Transactional
    public void signedIn(UUID id, String passwordHash) {
        users.findById(id).ifPresent(user -> user.signedIn(passwordHash, Instant.now()));
    }
}
