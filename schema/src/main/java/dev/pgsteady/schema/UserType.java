package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A type that somebody made.
public sealed interface UserType {
    /// Its name.
    QualifiedName name();

    /// What all kinds have.
    Common common();

    /// What all kinds have.
    record Common(String owner, List<Grant> grants, Optional<String> comment, Optional<String> extension) {
        public Common {
            grants = List.copyOf(grants);
        }
    }

    /// `CREATE TYPE ... AS ENUM`, labels in their order.
    record EnumType(QualifiedName name, List<String> labels, Common common) implements UserType {
        public EnumType {
            labels = List.copyOf(labels);
        }
    }

    /// `CREATE DOMAIN`.
    record DomainType(
            QualifiedName name,
            DataType base,
            boolean notNull,
            Optional<String> defaultExpression,
            Optional<QualifiedName> collation,
            List<DomainCheck> checks,
            Common common)
            implements UserType {
        public DomainType {
            checks = List.copyOf(checks);
        }
    }

    /// A constraint of a domain.
    record DomainCheck(String name, String definition, boolean validated, Optional<String> comment) {}

    /// `CREATE TYPE ... AS (...)`.
    record CompositeType(QualifiedName name, List<Column> attributes, Common common) implements UserType {
        public CompositeType {
            attributes = List.copyOf(attributes);
        }
    }

    /// `CREATE TYPE ... AS RANGE`.
    record RangeType(
            QualifiedName name,
            DataType subtype,
            Optional<QualifiedName> operatorClass,
            Optional<QualifiedName> collation,
            Optional<QualifiedName> canonical,
            Optional<QualifiedName> difference,
            Optional<QualifiedName> multirange,
            Common common)
            implements UserType {}

    /// A base or shell type, made by an extension or in C; recognised, not taken apart.
    record BaseType(QualifiedName name, Common common) implements UserType {}
}
