package dev.pgsteady.apps.instantviz.people;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The accounts.
public interface Users extends JpaRepository<User, UUID> {
    /// By mail address, whatever its case.
    Optional<User> findByEmail(String email);
}
