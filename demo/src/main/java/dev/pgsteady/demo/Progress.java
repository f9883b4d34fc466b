package dev.pgsteady.demo;

/// Hears how far the demo is.
@FunctionalInterface
public interface Progress {
    /// Hears nothing.
    Progress NONE = (what, done, total) -> {};

    /// Called when a step begins, and while it goes on; `done` never falls.
    ///
    /// @param what  what is being done, for a person: "writing slides"
    /// @param done  units of work that are done, 0 to `total`
    /// @param total units of work in all: the same number until the end
    void at(String what, long done, long total);
}
