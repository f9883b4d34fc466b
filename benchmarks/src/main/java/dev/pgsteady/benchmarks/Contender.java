package dev.pgsteady.benchmarks;

/// A tool that judges a database, with a connection that it keeps open.
interface Contender {
    /// Its name and release.
    String name();

    /// Judges the whole database once.
    Findings check() throws Exception;

    /// What a tool found.
    ///
    /// @param all         how many findings
    /// @param uncovered   of these, foreign keys without an index
    record Findings(long all, long uncovered) {}
}
