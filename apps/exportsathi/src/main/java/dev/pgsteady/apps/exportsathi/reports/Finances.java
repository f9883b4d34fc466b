package dev.pgsteady.apps.exportsathi.reports;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// What reports say about money.
public interface Finances extends JpaRepository<Finance, UUID> {
    /// That of a report.
    Optional<Finance> findByReportId(UUID report);
}
