package dev.pgsteady.starter.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/// Its entity.
@Entity
public class Book {
    @Id
    public UUID id = UUID.randomUUID();

    public String title = "";
}
