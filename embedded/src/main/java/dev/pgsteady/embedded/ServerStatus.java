package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How an embedded server is, as its files tell without asking it.
///
/// @param name          the server's name
/// @param state         whether it runs
/// @param pid           the postmaster's process id, when it runs
/// @param port          the TCP port: the one it listens on, else the one it will try first; none before the first
/// start
/// @param version       the version of the binaries it was last started with
/// @param dataDirectory where its data is, or will be
/// @param since         when the running postmaster was started
public record ServerStatus(
        String name,
        State state,
        OptionalLong pid,
        OptionalInt port,
        Optional<PostgresVersion> version,
        Path dataDirectory,
        Optional<Instant> since) {
    /// Whether a server runs.
    public enum State {
        /// Nothing has been created yet.
        ABSENT,
        /// Shut down in order.
        STOPPED,
        /// On its way up, or recovering.
        STARTING,
        /// Accepts connections.
        RUNNING,
        /// On its way down.
        STOPPING,
        /// Ended without shutting down; the next start recovers it.
        CRASHED
    }

    /// Whether connections are accepted.
    public boolean running() {
        return state == State.RUNNING;
    }
}
