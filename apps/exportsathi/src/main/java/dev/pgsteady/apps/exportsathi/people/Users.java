package dev.pgsteady.apps.exportsathi.people;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// The accounts.
public interface Users extends JpaRepository<User, UUID> {
    /// By mail address, whatever its case.
    Optional<User> findByEmail(String email);

    /// One that nobody else changes until the transaction is over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> locked(UUID id);

    /// Those whose telephone number has a digest.
    @Query("select u from User u where u.phone is not null and function('split_part', u.phone, '.', 4) = :digest")
    List<User> withPhone(String digest);
}
