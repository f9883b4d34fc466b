package dev.pgsteady.migrate.lint;

import java.util.Optional;

/// One thing that an ALTER TABLE does.
public sealed interface Action {
    /// `ADD COLUMN`.
    record AddColumn(ColumnDef column, boolean ifNotExists) implements Action {}

    /// `DROP COLUMN`.
    record DropColumn(String column, boolean ifExists, boolean cascade) implements Action {}

    /// `ALTER COLUMN ... TYPE`.
    ///
    /// @param using whether it says how values are turned
    record ChangeType(String column, ColumnType type, boolean using) implements Action {}

    /// `ALTER COLUMN ... SET NOT NULL`.
    record SetNotNull(String column) implements Action {}

    /// `ALTER COLUMN ... DROP NOT NULL`.
    record DropNotNull(String column) implements Action {}

    /// `ADD CONSTRAINT`, with or without a name.
    record AddConstraint(ConstraintDef constraint) implements Action {}

    /// `VALIDATE CONSTRAINT`.
    record Validate(String constraint) implements Action {}

    /// `DROP CONSTRAINT`.
    record DropConstraint(String constraint, boolean ifExists) implements Action {}

    /// `RENAME TO`.
    record RenameTable(String to) implements Action {}

    /// `RENAME COLUMN`.
    record RenameColumn(String from, String to) implements Action {}

    /// `ATTACH PARTITION`.
    ///
    /// @param standard whether it is the default partition
    record Attach(ObjectName partition, boolean standard) implements Action {}

    /// `DETACH PARTITION`.
    record Detach(ObjectName partition, boolean concurrently, boolean finish) implements Action {}

    /// `DISABLE TRIGGER`, `ENABLE TRIGGER`, and the same of rules.
    record Trigger(boolean enable) implements Action {}

    /// `ENABLE`, `DISABLE`, `FORCE` and `NO FORCE ROW LEVEL SECURITY`.
    record RowSecurity(boolean on) implements Action {}

    /// `SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE`, `SET ACCESS METHOD`: writes the table anew.
    record Store(String words) implements Action {}

    /// Anything else.
    record Else(Optional<String> word) implements Action {}
}
