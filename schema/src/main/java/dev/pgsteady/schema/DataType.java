package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;

/// The type of a column as declared.
///
/// @param sql      as SQL writes it with its modifiers: `character varying(120)`, `numeric(12,2)`, `integer[]`
/// @param base     the type without modifiers; for an array the element type: `pg_catalog.varchar`, `public.mood`
/// @param category `pg_type.typcategory` of the column's own type: `A`rray, `B`oolean, `D`ate/time, `E`num, `N`umeric,
/// ...
/// @param array    whether it is an array
public record DataType(String sql, QualifiedName base, char category, boolean array) {
    /// Whether the base is this type of `pg_catalog` (`int8`, `timestamp`, `varchar`) and not an array of it.
    public boolean is(String builtIn) {
        return !array && base.schema().equals("pg_catalog") && base.name().equals(builtIn);
    }
}
