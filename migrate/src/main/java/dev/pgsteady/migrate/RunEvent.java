package dev.pgsteady.migrate;

import dev.pgsteady.core.QualifiedName;
import java.time.Duration;
import java.util.List;

/// What a run tells while it goes on. May be told by another thread than the one that runs, never by two at once.
public sealed interface RunEvent {
    /// Another run has the database; this one waits for it.
    record AnotherRun(Blocker holder) implements RunEvent {}

    /// A revision begins.
    ///
    /// @param number which one, counted from 1
    /// @param of     how many there are in this run
    record Began(Step step, int number, int of) implements RunEvent {}

    /// A revision that was broken off goes on.
    ///
    /// @param done how many of its statements are done
    record Resumed(Step step, int done) implements RunEvent {}

    /// A statement waits for others.
    ///
    /// @param place file and line
    record Blocked(Step step, String place, List<Blocker> blockers) implements RunEvent {}

    /// What was tried lost against others, and is tried again.
    ///
    /// @param place    file and line of the statement
    /// @param reason   the server's message
    /// @param blockers who was in the way when that was last seen; empty when it was not
    /// @param pause    how long from now
    record Again(Step step, String place, String reason, List<Blocker> blockers, Duration pause) implements RunEvent {}

    /// An index that an earlier try had left invalid was dropped.
    record DroppedInvalid(Step step, QualifiedName index) implements RunEvent {}

    /// A statement turned out to be done, though it was not written down.
    ///
    /// @param place file and line
    record FoundDone(Step step, String place) implements RunEvent {}

    /// A revision is complete.
    record Finished(Step step, Duration took) implements RunEvent {}
}
