package dev.pgsteady.starter.shop;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// Its repository.
public interface Books extends JpaRepository<Book, UUID> {}
