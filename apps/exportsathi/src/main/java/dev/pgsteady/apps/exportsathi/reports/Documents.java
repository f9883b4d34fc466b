package dev.pgsteady.apps.exportsathi.reports;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The papers. Every question names the owner.
public interface Documents extends JpaRepository<Document, UUID> {
    /// One of somebody's.
    Optional<Document> findByIdAndUserId(UUID id, UUID user);
}
