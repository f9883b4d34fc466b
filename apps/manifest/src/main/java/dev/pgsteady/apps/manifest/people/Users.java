package dev.pgsteady.apps.manifest.people;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;

/// The accounts.
public interface Users extends JpaRepository<User, UUID> {
    /// By mail address or user name, whatever the case.
    @Query("select u from User u where u.email = :login or u.username = :login")
    Optional<User> named(String login);

    /// Which day it is where somebody lives.
    @NativeQuery("SELECT CAST(now() AT TIME ZONE timezone AS date) FROM users WHERE id = :user")
    LocalDate today(UUID user);

    /// Makes whoever changes somebody's goals wait for whoever does so already, so that trees change one
    /// step at a time.
    @NativeQuery("SELECT id FROM users WHERE id = :user FOR NO KEY UPDATE")
    Optional<UUID> lock(UUID user);
}
