package dev.pgsteady.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A revision that is written in Java, for what SQL alone does not do well: moving many rows in batches,
/// asking another system. It has its place in the graph and its line in the history as a file has.
///
/// Found by `ServiceLoader` on the class path (`--classpath` of the command line), or given to a
/// [RevisionFolder].
public interface JavaRevision {
    /// Its id: twelve of 0-9 and a-f, chosen once and never changed.
    String id();

    /// The ids of what must be there before it; none for the first.
    List<String> parents();

    /// What it is for, one line.
    String message();

    /// Stands for its code in the checksum. Change it when the code does something else, as you would a
    /// file: a database that has another version is told so.
    String version();

    /// When it was made: of two revisions that do not need each other the one that was made first comes
    /// first.
    default Optional<Instant> made() {
        return Optional.empty();
    }

    /// Whether it runs in one transaction with its line in the history: all or nothing. Otherwise it
    /// commits as it likes, and is run again from its start when it was broken off; [Batches] knows how
    /// far it came.
    default boolean transactional() {
        return true;
    }

    /// The way up.
    ///
    /// @param connection a session with timeouts set, not to be closed here, nor committed in a
    ///                   transaction
    void up(Connection connection) throws SQLException;

    /// The way down; throws where there is none.
    void down(Connection connection) throws SQLException;
}
