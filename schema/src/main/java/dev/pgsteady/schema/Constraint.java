package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A constraint of a table.
public sealed interface Constraint {
    /// Its name, unique within the table.
    String name();

    /// `pg_get_constraintdef`.
    String definition();

    /// What all kinds have.
    Common common();

    /// What all kinds have.
    ///
    /// @param validated  false after `NOT VALID`
    /// @param deferrable whether checking may be put off to the commit
    /// @param deferred   whether it is put off by default
    /// @param inherited  whether it comes from a parent alone
    /// @param enforced   false after `NOT ENFORCED` (PostgreSQL 18)
    record Common(
            boolean validated,
            boolean deferrable,
            boolean deferred,
            boolean inherited,
            boolean enforced,
            Optional<String> comment) {}

    /// `PRIMARY KEY`.
    record PrimaryKey(String name, String definition, List<String> columns, String index, Common common)
            implements Constraint {
        public PrimaryKey {
            columns = List.copyOf(columns);
        }
    }

    /// `UNIQUE`.
    record Unique(
            String name, String definition, List<String> columns, String index, boolean nullsNotDistinct, Common common)
            implements Constraint {
        public Unique {
            columns = List.copyOf(columns);
        }
    }

    /// `CHECK`.
    ///
    /// @param expression the condition as SQL, without the word CHECK
    /// @param columns    the columns it names
    /// @param noInherit  whether children are free of it
    record Check(
            String name, String definition, String expression, List<String> columns, boolean noInherit, Common common)
            implements Constraint {
        public Check {
            columns = List.copyOf(columns);
        }
    }

    /// `FOREIGN KEY`.
    ///
    /// @param columns  the referencing columns, in order
    /// @param target   the referenced table
    /// @param targetColumns the referenced columns, in the same order
    record ForeignKey(
            String name,
            String definition,
            List<String> columns,
            QualifiedName target,
            List<String> targetColumns,
            Action onDelete,
            Action onUpdate,
            Match match,
            Common common)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            targetColumns = List.copyOf(targetColumns);
        }

        /// What happens to the row when the one it refers to goes.
        public enum Action {
            NO_ACTION,
            RESTRICT,
            CASCADE,
            SET_NULL,
            SET_DEFAULT
        }

        /// How null columns count.
        public enum Match {
            SIMPLE,
            FULL,
            PARTIAL
        }
    }

    /// `EXCLUDE`.
    record Exclusion(String name, String definition, List<String> columns, String index, Common common)
            implements Constraint {
        public Exclusion {
            columns = List.copyOf(columns);
        }
    }

    /// A named `NOT NULL` (PostgreSQL 18 keeps them in the catalog).
    record NotNull(String name, String definition, String column, boolean noInherit, Common common)
            implements Constraint {}

    /// A constraint trigger.
    record ConstraintTrigger(String name, String definition, Common common) implements Constraint {}
}
