package dev.pgsteady.backup.physical;

import java.nio.file.Path;
import java.time.Duration;

/// How a server is recovered.
///
/// @param into   a folder that is not there or is empty; becomes the data directory
/// @param port   on which it listens, on this machine only
/// @param end    what becomes of it at the target
/// @param use    what it is for
/// @param limit  how long the replay may take
public record RecoveryOptions(Path into, int port, End end, Use use, Duration limit) {
    /// What becomes of a server that has reached its target.
    public enum End {
        /// It takes writes, on a timeline of its own.
        PROMOTE,
        /// It can be read and waits for `pg_wal_replay_resume()` or for another target.
        PAUSE
    }

    /// What a recovered server is for.
    public enum Use {
        /// To take the place of the one that was lost: listens on 127.0.0.1, who may enter is as it was.
        SERVICE,
        /// To be looked into and thrown away: a socket in its own folder that needs no password, nothing
        /// is flushed.
        SCRATCH
    }

    public RecoveryOptions {
        into = into.toAbsolutePath().normalize();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /// For service, promoted, within a day.
    public static RecoveryOptions service(Path into, int port) {
        return new RecoveryOptions(into, port, End.PROMOTE, Use.SERVICE, Duration.ofDays(1));
    }

    /// To be thrown away, promoted, within a day.
    public static RecoveryOptions scratch(Path into, int port) {
        return new RecoveryOptions(into, port, End.PROMOTE, Use.SCRATCH, Duration.ofDays(1));
    }

    /// The same with another end.
    public RecoveryOptions at(End other) {
        return new RecoveryOptions(into, port, other, use, limit);
    }

    /// The same with another limit.
    public RecoveryOptions within(Duration other) {
        return new RecoveryOptions(into, port, end, use, other);
    }
}
