package dev.pgsteady.schema.plan;

/// The strongest lock that a statement takes on a table that was there before, weakest first (manual, 13.3.1
/// Table-Level Locks).
public enum Lock {
    /// None on a table that anybody uses.
    NONE,
    /// Reads and writes go on; other changes of the table wait.
    SHARE_UPDATE_EXCLUSIVE,
    /// Reads go on, writes wait.
    SHARE,
    /// Reads go on, writes wait.
    SHARE_ROW_EXCLUSIVE,
    /// Everything waits.
    ACCESS_EXCLUSIVE;

    /// Whether writes wait for it.
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /// Whether reads wait for it.
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /// As the manual spells it; `none` for none.
    public String words() {
        return this == NONE ? "none" : name().replace('_', ' ');
    }
}
