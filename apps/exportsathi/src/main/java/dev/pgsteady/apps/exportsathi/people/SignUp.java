package dev.pgsteady.apps.exportsathi.people;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.exportsathi.metrics.RollUp;
import dev.pgsteady.apps.web.signin.Account;
import dev.pgsteady.apps.web.signin.Accounts;
import dev.pgsteady.apps.web.signin.Passwords;
import jakarta.persistence.EntityManager;
import java.util.Locale;
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
    private final EntityManager entities;
    private final Passwords passwords;
    private final Fields fields;
    private final RollUp rollUp;
    private final Set<String> staff;

    SignUp(
            Users users,
            EntityManager entities,
            Passwords passwords,
            Fields fields,
            RollUp rollUp,
            @Value("${exportsathi.staff:}") Set<String> staff) {
        this.users = users;
        this.entities = entities;
        this.passwords = passwords;
        this.fields = fields;
        this.rollUp = rollUp;
        this.staff = staff.stream().map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /// Makes an account with its metrics: both or neither.
    @Transactional
    public User signUp(People.Registration wanted) {
        User user = new User(UUID.randomUUID(), wanted.email(), passwords.hash(wanted.password()));
        user.company(wanted.businessType(), wanted.companySize(), wanted.companyName());
        user.phone(wanted.phone(), fields);
        entities.persist(user);
        entities.flush();
        rollUp.of(user.key());
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

    private Account account(User user) {
        boolean isStaff = staff.contains(user.email().toLowerCase(Locale.ROOT));
        return new Account(user.key(), user.passwordHash(), user.active(), isStaff ? Set.of("staff") : Set.of());
    }

    @Override
    @Transactional
    public void signedIn(UUID id, String passwordHash) {
        users.findById(id)
                .filter(user -> !user.passwordHash().equals(passwordHash))
                .ifPresent(user -> user.passwordHash(passwordHash));
    }
}
