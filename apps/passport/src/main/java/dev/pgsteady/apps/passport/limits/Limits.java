package dev.pgsteady.apps.passport.limits;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The counts of requests, to be read.
public interface Limits extends JpaRepository<UserRateLimit, UUID> {
    /// A user's.
    Optional<UserRateLimit> findByUserId(UUID user);

    /// Those of several users.
    List<UserRateLimit> findByUserIdIn(Collection<UUID> users);
}
