package dev.pgsteady.schema.plan;

import java.util.List;

/// One difference between two schemas, in one direction.
///
/// @param action     what is done to the part
/// @param id         the part
/// @param statements the SQL that does it, in order, without a semicolon at the end
public record Change(Action action, ObjectId id, List<String> statements) {
    public Change {
        statements = List.copyOf(statements);
    }

    /// What is done.
    public enum Action {
        DROP,
        CREATE,
        ALTER
    }

    /// As in `CREATE TABLE app.users`.
    public String words() {
        return action + " " + id.words();
    }
}
