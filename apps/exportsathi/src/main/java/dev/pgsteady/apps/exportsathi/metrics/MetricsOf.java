package dev.pgsteady.apps.exportsathi.metrics;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// What was counted.
interface MetricsOf extends JpaRepository<Metrics, UUID> {
    /// Of an account.
    Optional<Metrics> findByUserId(UUID user);
}
