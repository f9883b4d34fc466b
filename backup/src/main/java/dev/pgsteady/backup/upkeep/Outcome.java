package dev.pgsteady.backup.upkeep;

import dev.pgsteady.core.Problem;
import java.time.Instant;

/// What came of a piece of work that was due.
///
/// @param at    when it ended
/// @param words a sentence or two
public record Outcome(Work work, Verdict verdict, Instant at, String words) {
    /// What was done.
    public enum Work {
        /// A logical backup.
        BACKUP,
        /// A physical backup, full or incremental.
        PHYSICAL_BACKUP,
        DRILL,
        /// The repository was to be opened, to see what is due.
        STORE
    }

    /// How it ended.
    public enum Verdict {
        /// As it should.
        PASSED,
        /// It was not done, or what came of it is not as it should be.
        FAILED,
        /// Another process does it, or works on the same thing: it is looked at again later.
        LEFT
    }

    static String words(Problem problem) {
        return problem.getMessage() + " " + problem.next();
    }
}
