package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Sql;
import java.util.Optional;

/// A name as a statement has it: the schema may be left to the search path.
///
/// @param schema the schema, if it is said
/// @param object the object's own name, as the catalog has it
public record ObjectName(Optional<String> schema, String object) {
    /// A name without a schema.
    public static ObjectName of(String object) {
        return new ObjectName(Optional.empty(), object);
    }

    /// Whether both may mean the same thing: where only one names a schema, they may.
    public boolean meets(ObjectName other) {
        return object.equals(other.object)
                && (schema.isEmpty() || other.schema.isEmpty() || schema.equals(other.schema));
    }

    /// As SQL writes it.
    public String sql() {
        return schema.map(s -> Sql.identifier(s) + ".").orElse("") + Sql.identifier(object);
    }

    @Override
    public String toString() {
        return sql();
    }
}
