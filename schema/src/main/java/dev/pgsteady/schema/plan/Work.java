package dev.pgsteady.schema.plan;

/// How long a statement takes, in kind.
public enum Work {
    /// A moment, whatever the size of the table.
    INSTANT,
    /// Every row is read.
    SCAN,
    /// Every row is written anew.
    REWRITE
}
