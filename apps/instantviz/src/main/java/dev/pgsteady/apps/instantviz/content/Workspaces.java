package dev.pgsteady.apps.instantviz.content;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The workspaces. Nobody gets to see another's: every question names the owner.
public interface Workspaces extends JpaRepository<Workspace, UUID> {
    /// One of somebody's.
    Optional<Workspace> findByIdAndOwnerId(UUID id, UUID owner);
}
