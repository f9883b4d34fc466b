package dev.pgsteady.backup;

import java.util.List;

/// The statements that make a database's schema, in order.
///
/// @param before what rows need: types, functions, sequences, tables
/// @param after  what is made when the rows are there: keys, indexes, triggers, views
public record Ddl(List<Step> before, List<Step> after) {
    public Ddl {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// One object.
    ///
    /// @param kind       PostgreSQL's word for it, as in `INDEX`
    /// @param object     what it is called, in words
    /// @param statements without semicolons
    public record Step(String kind, String object, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }
}
