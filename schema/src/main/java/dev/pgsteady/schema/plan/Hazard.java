package dev.pgsteady.schema.plan;

import java.util.Optional;

/// What a change may do to a running system.
///
/// @param kind  what it is
/// @param words the same of this change, as one sentence
/// @param query for [Kind#MAY_FAIL_ON_ROWS], the query that shows the rows in the way
public record Hazard(Kind kind, String words, Optional<String> query) {
    static Hazard of(Kind kind, String words) {
        return new Hazard(kind, words, Optional.empty());
    }

    /// The words, and how to see the rows in the way where there may be any.
    public String sentence() {
        return words + query.map(q -> " To see such rows: " + q).orElse("");
    }

    /// The kinds of hazard.
    public enum Kind {
        /// Rows or values are gone afterwards.
        DELETES_DATA,
        /// The rows that are there may not allow it.
        MAY_FAIL_ON_ROWS,
        /// The table is written anew while everybody waits.
        REWRITES_TABLE,
        /// Reads of the table wait for longer than a moment.
        BLOCKS_READS,
        /// Writes to the table wait for longer than a moment.
        BLOCKS_WRITES,
        /// Programs that run now will not find what they use.
        BREAKS_RUNNING_CODE,
        /// A statement runs in no transaction: a failure in the middle leaves a part done.
        NOT_IN_A_TRANSACTION,
        /// Going back does not bring everything back.
        NOT_REVERSIBLE
    }
}
