package dev.pgsteady.apps.exportsathi.reports;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// The reports. Every question names the owner.
public interface Reports extends JpaRepository<Report, UUID> {
    /// One of somebody's.
    Optional<Report> findByIdAndUserId(UUID id, UUID user);

    /// One of somebody's, which nobody else changes until the transaction is over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Report r where r.id = :id and r.user.id = :user")
    Optional<Report> locked(UUID id, UUID user);
}
