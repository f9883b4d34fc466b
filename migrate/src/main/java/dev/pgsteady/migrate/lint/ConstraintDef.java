package dev.pgsteady.migrate.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A constraint as a statement declares it.
///
/// @param name       its name, if it is given one
/// @param kind       what it is
/// @param columns    the columns of a key
/// @param references the table that a foreign key points to
/// @param index      the index that a key is made of
/// @param notValid   whether the rows that are there are not looked at
/// @param notNull    the columns of which a check says that they are not null
public record ConstraintDef(
        Optional<String> name,
        Kind kind,
        List<String> columns,
        Optional<ObjectName> references,
        Optional<String> index,
        boolean notValid,
        Set<String> notNull) {
    /// What a constraint is.
    public enum Kind {
        CHECK,
        UNIQUE,
        PRIMARY_KEY,
        FOREIGN_KEY,
        EXCLUDE,
        NOT_NULL
    }

    public ConstraintDef {
        columns = List.copyOf(columns);
        notNull = Set.copyOf(notNull);
    }

    /// Its name, or what stands for one in an example.
    public String sql() {
        return name.map(dev.pgsteady.core.Sql::identifier).orElse("NAME");
    }
}
