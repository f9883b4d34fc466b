package dev.pgsteady.apps.web.signin;

import java.util.Optional;
import java.util.UUID;

/// The accounts of an application. Each application has its own table of users and brings this for it.
public interface Accounts {
    /// The account that somebody names, by mail address or user name, whatever its case.
    Optional<Account> named(String login);

    /// The account with a key.
    Optional<Account> of(UUID id);

    /// Somebody has signed in.
    ///
    /// @param passwordHash the password's hash, in today's form
    void signedIn(UUID id, String passwordHash);
}
