package dev.pgsteady.apps.passport.photos;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The photos. Every question of their owner's names him.
public interface Generations extends JpaRepository<PhotoGeneration, UUID> {
    /// One of somebody's.
    Optional<PhotoGeneration> findByIdAndUserId(UUID id, UUID user);

    /// How many somebody has.
    long countByUserId(UUID user);
}
