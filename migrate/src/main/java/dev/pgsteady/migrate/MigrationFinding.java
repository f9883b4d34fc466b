package dev.pgsteady.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Something about the migrations of a project or a database that should not be so.
///
/// @param kind     what sort of thing
/// @param revision which revision, when it is about one
/// @param file     which file, when it is about one
/// @param line     the line in it; 1 when it is about the whole
/// @param what     a sentence
/// @param next     what to do, a sentence
public record MigrationFinding(
        Kind kind, Optional<RevisionId> revision, Optional<Path> file, int line, String what, String next) {
    /// What sort of thing it is.
    public enum Kind {
        /// A file cannot be understood.
        UNREADABLE,
        /// Two files have one id.
        DUPLICATE,
        /// A parent has no file.
        PARENT_MISSING,
        /// Revisions are each other's ancestors.
        CYCLE,
        /// There is more than one head.
        SEVERAL_HEADS,
        /// The SQL holds what a revision cannot hold.
        STATEMENT,
        /// A statement that needs to be outside a transaction, in a revision that is one.
        NOT_TRANSACTIONAL,
        /// There is no way down.
        ONE_WAY,
        /// Broken off, it could not be taken back: its ways up and down differ in their number of statements.
        NOT_MIRRORED,
        /// The database has not got it yet.
        PENDING,
        /// Its SQL was changed after it was applied.
        EDITED,
        /// The database has it, and no file says what it is.
        UNKNOWN,
        /// It was broken off.
        BROKEN_OFF,
        /// The database has what comes after it, but not it.
        SKIPPED,
        /// The schema is not what the revisions give.
        DRIFT,
        /// The entities of the application want what no revision gives.
        ENTITIES_AHEAD
    }

    /// What should not be so when the schema is not what the applied revisions give.
    ///
    /// @param differences as in `has TABLE app.users, and no revision does`
    public static List<MigrationFinding> drift(List<String> differences) {
        return differences.stream()
                .map(d -> new MigrationFinding(
                        Kind.DRIFT,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        "The database " + d + ".",
                        "Write it as a revision ('migrate new --to' the database) and stamp that, or take it back."))
                .toList();
    }
}
