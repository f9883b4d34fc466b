package dev.pgsteady.apps.passport.people;

import dev.pgsteady.apps.web.signin.Account;
import dev.pgsteady.apps.web.signin.Accounts;
import dev.pgsteady.apps.web.signin.Passwords;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Accounts: how one is made, and how its owner is known again.
@Service
public class SignUp implements Accounts {
    private final Users users;
    private final Passwords passwords;
    private final JdbcClient database;

    SignUp(Users users, Passwords passwords, JdbcClient database) {
        this.users = users;
        this.passwords = passwords;
        this.database = database;
    }

    /// Makes an account. Profile and rate limit come with it in the same transaction: a trigger makes
    /// them, whoever adds the user.
    @Transactional
    public User signUp(String username, String email, String password, Name name) {
        return users.saveAndFlush(
                new User(username, email, passwords.hash(password)).called(name.first(), name.last()));
    }

    /// What somebody is called.
    public record Name(String first, String last) {}

    /// A name with an `@` in it is a mail address; user names have none.
    @Override
    @Transactional(readOnly = true)
    public Optional<Account> named(String login) {
        String name = login.strip();
        return (name.contains("@") ? users.findByEmail(name) : users.findByUsername(name)).map(SignUp::account);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Account> of(UUID id) {
        return users.findById(id).map(SignUp::account);
    }

    private static Account account(User user) {
        return new Account(
                Objects.requireNonNull(user.getId()),
                user.passwordHash(),
                user.active(),
                user.staff() ? Set.of("staff") : Set.of());
    }

    /// That somebody signed in is no change that another's would clash with: the version stays.
    @Override
    @Transactional
    public void signedIn(UUID id, String passwordHash) {
        database.sql("UPDATE users SET last_login_at = now(), password_hash = :hash WHERE id = :id")
                .param("hash", passwordHash)
                .param("id", id)
                .update();
    }
}
