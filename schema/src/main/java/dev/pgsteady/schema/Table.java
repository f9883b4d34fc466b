package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A table: ordinary, partitioned or foreign; a partition too.
///
/// @param columns        in `attnum` order, dropped ones left out
/// @param constraints    sorted by name; those of a partition that come from its parent are marked inherited
/// @param indexes        sorted by name
/// @param triggers       sorted by name, internal ones left out
/// @param policies       sorted by name
/// @param partitionKey   `pg_get_partkeydef`, for a partitioned table
/// @param partitionOf    the parent and the bound, for a partition
/// @param inherits       parents by plain inheritance, in order
/// @param options        `reloptions`, sorted (as in `fillfactor=70`)
/// @param accessMethod   as in `heap`; empty where there is none (foreign tables)
/// @param ofType         the composite type, for a typed table
/// @param replicaIdentity `d`efault, `n`othing, `f`ull or `i`ndex, as in `pg_class.relreplident`
public record Table(
        QualifiedName name,
        Kind kind,
        String owner,
        Persistence persistence,
        List<Column> columns,
        List<Constraint> constraints,
        List<Index> indexes,
        List<Trigger> triggers,
        List<Policy> policies,
        RowSecurity rowSecurity,
        Optional<String> partitionKey,
        Optional<PartitionOf> partitionOf,
        List<QualifiedName> inherits,
        List<String> options,
        Optional<String> accessMethod,
        Optional<String> tablespace,
        Optional<QualifiedName> ofType,
        char replicaIdentity,
        List<Grant> grants,
        Optional<String> comment,
        Optional<String> extension) {
    public Table {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        triggers = List.copyOf(triggers);
        policies = List.copyOf(policies);
        inherits = List.copyOf(inherits);
        options = List.copyOf(options);
        grants = List.copyOf(grants);
    }

    /// What kind of relation it is.
    public enum Kind {
        ORDINARY,
        PARTITIONED,
        FOREIGN
    }

    /// What survives what.
    public enum Persistence {
        /// Logged: survives a crash.
        PERMANENT,
        /// Emptied by a crash, and not on standbys.
        UNLOGGED,
        TEMPORARY
    }

    /// Row-level security as `ALTER TABLE` sets it.
    public record RowSecurity(boolean enabled, boolean forced) {}

    /// Where a partition hangs: its parent, and its bound as SQL (`FOR VALUES FROM ... TO ...`, `DEFAULT`).
    public record PartitionOf(QualifiedName parent, String bound) {}

    /// A trigger.
    ///
    /// @param definition `pg_get_triggerdef`
    /// @param enabled    `O` origin, `D` disabled, `R` replica, `A` always, as in `pg_trigger.tgenabled`
    /// @param function   what it calls
    /// @param inherited  whether it comes from the parent of a partition
    public record Trigger(
            String name,
            String definition,
            char enabled,
            QualifiedName function,
            boolean inherited,
            Optional<String> comment) {}

    /// A policy of row-level security.
    ///
    /// @param command    `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`
    /// @param roles      to whom it applies; empty string stands for `PUBLIC`
    /// @param using      which rows are seen
    /// @param withCheck  which rows may be written
    public record Policy(
            String name,
            boolean permissive,
            String command,
            List<String> roles,
            Optional<String> using,
            Optional<String> withCheck,
            Optional<String> comment) {
        public Policy {
            roles = List.copyOf(roles);
        }
    }

    /// The primary key, where there is one.
    public Optional<Constraint.PrimaryKey> primaryKey() {
        List<Constraint.PrimaryKey> keys = constraintsOf(Constraint.PrimaryKey.class);
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getFirst());
    }

    /// The foreign keys that this table declares.
    public List<Constraint.ForeignKey> foreignKeys() {
        return constraintsOf(Constraint.ForeignKey.class);
    }

    /// The constraints of one kind, in name order.
    public <C extends Constraint> List<C> constraintsOf(Class<C> kind) {
        List<C> found = new ArrayList<>();
        for (Constraint constraint : constraints) {
            if (kind.isInstance(constraint)) {
                found.add(kind.cast(constraint));
            }
        }
        return found.isEmpty() ? List.of() : Collections.unmodifiableList(found);
    }

    /// The column of this name.
    public Optional<Column> column(String column) {
        for (Column candidate : columns) {
            if (candidate.name().equals(column)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// Whether it is a partition of another table.
    public boolean isPartition() {
        return partitionOf.isPresent();
    }
}
