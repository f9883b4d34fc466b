package dev.pgsteady.apps.passport.people;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The accounts. Case makes no difference in names and addresses.
public interface Users extends JpaRepository<User, UUID> {
    /// By user name.
    Optional<User> findByUsername(String username);

    /// By mail address.
    Optional<User> findByEmail(String email);
}
