package dev.pgsteady.jpa.lints;

import dev.pgsteady.mapping.Allow;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What somebody accepts.
@Entity
@Allow(value = "missing-version", because = "one program writes it")
@SuppressWarnings("NullAway.Init")
public class Accepted {
    @Id
    UUID id;

    @ManyToOne
    @Allow(value = "unindexed-foreign-key", because = "it has ten rows")
    Accepted first;

    @OneToMany(mappedBy = "first", orphanRemoval = true)
    @Allow(value = "cascade-by-program", because = "the program alone deletes")
    List<Accepted> all = new ArrayList<>();
}
