package dev.pgsteady.apps.exportsathi.reports;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// What reports say about carrying.
public interface LogisticsOf extends JpaRepository<Logistics, UUID> {
    /// That of a report.
    Optional<Logistics> findByReportId(UUID report);
}
