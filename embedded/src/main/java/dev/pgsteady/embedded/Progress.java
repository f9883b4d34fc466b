package dev.pgsteady.embedded;

/// Hears what takes long while a server is made ready.
@FunctionalInterface
public interface Progress {
    /// Hears nothing.
    Progress NONE = (stage, done, total) -> {};

    /// Called when a stage begins and while it goes on.
    ///
    /// @param done  bytes of the archive that are unpacked so far; 0 in the other stages
    /// @param total bytes of the archive; 0 in the other stages
    void at(Stage stage, long done, long total);

    /// What is being done.
    enum Stage {
        /// The binaries are unpacked, which happens once per version and user.
        UNPACKING,
        /// The data directory is created, which happens once per server.
        CREATING,
        /// The server starts, which includes recovery after a crash.
        STARTING
    }
}
