package dev.pgsteady.backup;

/// Hears how far long work has come. Called from several threads, often; cheap answers only.
@FunctionalInterface
public interface WorkProgress {
    /// Hears nothing.
    WorkProgress NONE = (stage, done, all) -> {};

    /// So much is done.
    ///
    /// @param stage what is done, as in `Copying shop`
    /// @param done  in bytes or in pieces, as the stage counts
    /// @param all   of the same; 0 where nobody knows. May be an estimate: `done` may end below or above it
    void at(String stage, long done, long all);

    /// So many bytes are done, for who wants to show how fast.
    default void bytes(String stage, long done, long all) {
        at(stage, done, all);
    }

    /// Something that does not stop the work, and that somebody should know.
    ///
    /// @param sentence for people
    default void warning(String sentence) {}
}
