package dev.pgsteady.apps.instantviz.content;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The projects. Every question names the owner.
public interface Projects extends JpaRepository<Project, UUID> {
    /// One of somebody's.
    Optional<Project> findByIdAndOwnerId(UUID id, UUID owner);
}
