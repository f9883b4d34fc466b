package dev.pgsteady.apps.passport.people;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The profiles.
public interface Profiles extends JpaRepository<UserProfile, UUID> {
    /// A user's.
    Optional<UserProfile> findByUserId(UUID user);

    /// Those of several users.
    List<UserProfile> findByUserIdIn(Collection<UUID> users);
}
