package dev.pgsteady.apps.passport.people;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;

/// The accounts. Case makes no difference in names and addresses: the columns' type sees to that when
/// what they are compared with is of that type, too.
public interface Users extends JpaRepository<User, UUID> {
    /// By user name.
    @NativeQuery("SELECT * FROM users WHERE username = CAST(:username AS citext)")
    Optional<User> findByUsername(String username);

    /// By mail address.
    @NativeQuery("SELECT * FROM users WHERE email = CAST(:email AS citext)")
    Optional<User> findByEmail(String email);
}
