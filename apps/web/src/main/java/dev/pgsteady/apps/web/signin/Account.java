package dev.pgsteady.apps.web.signin;

import java.util.Set;
import java.util.UUID;

/// Somebody who can sign in.
///
/// @param passwordHash as [Passwords] made it
/// @param active       whether the account is open
/// @param roles        what it may do besides its own things: `staff`
public record Account(UUID id, String passwordHash, boolean active, Set<String> roles) {
    public Account {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "account " + id;
    }
}
