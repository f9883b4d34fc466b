package dev.pgsteady.demo;

import java.sql.SQLException;
import java.util.Optional;

/// Takes the values of one row after the other, in the order of the table's columns.
interface Row {
    /// The next value, as PostgreSQL reads it from text; empty for null.
    Row value(Optional<String> text);

    /// The row is complete.
    void end() throws SQLException;

    /// The next value, from anything whose text PostgreSQL reads.
    default Row value(Object any) {
        return value(Optional.of(any.toString()));
    }

    default Row orNull(Optional<?> any) {
        return value(any.map(Object::toString));
    }
}
