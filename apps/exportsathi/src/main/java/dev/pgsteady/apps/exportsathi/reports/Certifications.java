package dev.pgsteady.apps.exportsathi.reports;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// What reports ask for.
public interface Certifications extends JpaRepository<Certification, UUID> {
    /// All of a report, in the order of their names.
    List<Certification> findByReportIdOrderByCertificationId(UUID report);

    /// One of somebody's, which nobody else changes until the transaction is over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query(
            "select c from Certification c where c.report.id = :report and c.certificationId = :name and c.user.id = :user")
    Optional<Certification> locked(UUID report, String name, UUID user);
}
