package dev.pgsteady.jpa.broken;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/// Its index names what it has not.
@Entity
@Table(indexes = @Index(columnList = "surname"))
public class NoColumn {
    @Id
    Long id;
}
