package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;

/// A table or column that may have got another name: to be confirmed, for the other way to read the same
/// difference deletes data.
///
/// @param from     the old name
/// @param to       the new name, in the same schema or table
/// @param likeness 0 to 100
public record Rename(ObjectId from, ObjectId to, int likeness) {
    /// The statement that gives the new name.
    public String sql() {
        return statement(from, to);
    }

    /// The statement that gives the old name back.
    public String back() {
        return statement(to, from);
    }

    private static String statement(ObjectId from, ObjectId to) {
        String table = "ALTER TABLE " + from.qualified().sql();
        return from.kind() == ObjectId.Kind.COLUMN
                ? "ALTER TABLE %s RENAME COLUMN %s TO %s"
                        .formatted(to.qualified().sql(), Sql.identifier(from.part()), Sql.identifier(to.part()))
                : table + " RENAME TO " + Sql.identifier(to.name());
    }

    /// As `--rename` takes it: `app.user=users`, `app.users.mail=email`.
    public String words() {
        return from.sql() + "=" + Sql.identifier(from.kind() == ObjectId.Kind.COLUMN ? to.part() : to.name());
    }
}
