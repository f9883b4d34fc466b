package dev.pgsteady.apps.instantviz.people;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/// The accounts.
public interface Users extends JpaRepository<User, UUID> {
    /// By mail address, whatever its case. The driver sends texts as `varchar`, and `citext = varchar` compares as
    /// `text` does, case and all; so the type is said.
    @Query(nativeQuery = true, value = "SELECT * FROM users WHERE email = CAST(:email AS citext)")
    Optional<User> findByEmail(String email);
}
