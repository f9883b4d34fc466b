package dev.pgsteady.mapping;

/// When a trigger runs.
public enum TriggerTiming {
    /// Before the row is written; it may change or refuse it.
    BEFORE,
    /// After the row was written.
    AFTER
}
