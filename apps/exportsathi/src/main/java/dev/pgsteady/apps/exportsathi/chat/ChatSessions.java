package dev.pgsteady.apps.exportsathi.chat;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// The conversations. Every question names the owner.
interface ChatSessions extends JpaRepository<ChatSession, UUID> {
    /// One of somebody's.
    @Query("select s from ChatSession s where s.id = :id and s.user.id = :user")
    Optional<ChatSession> of(UUID id, UUID user);

    /// One of somebody's, in which nobody else says anything until the transaction is over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from ChatSession s where s.id = :id and s.user.id = :user")
    Optional<ChatSession> locked(UUID id, UUID user);
}
