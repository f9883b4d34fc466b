package dev.pgsteady.core;

/// Everything that goes wrong for a reason outside this program, as one exception: what happened, and
/// what to do next.
///
/// The message is a complete sentence or two for a person, and never contains a secret. A bug is not a
/// problem: that stays `IllegalStateException` or `IllegalArgumentException`.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String next;

    /// @param kind what sort of thing went wrong; decides the exit code
    /// @param what what happened, as a sentence
    /// @param next what to do about it, as a sentence
    public Problem(Kind kind, String what, String next) {
        super(what);
        this.kind = kind;
        this.next = next;
    }

    /// As above, with the exception that lies underneath, for `--verbose`.
    public Problem(Kind kind, String what, String next, Throwable cause) {
        super(what, cause);
        this.kind = kind;
        this.next = next;
    }

    /// What sort of problem it is.
    public Kind kind() {
        return kind;
    }

    /// What to do next, as a sentence.
    public String next() {
        return next;
    }

    /// The closed list of what can go wrong. Exit codes are part of the interface and never change their
    /// meaning.
    public enum Kind {
        USAGE(2, "The command line is wrong."),
        CONFIGURATION(3, "A configuration file, variable or URL is wrong."),
        NOT_LISTENING(10, "Nothing listens at that address."),
        HOST_UNKNOWN(11, "The host name does not resolve."),
        PASSWORD_REFUSED(12, "The role or its password was refused, or none was given."),
        DATABASE_MISSING(13, "The server has no database of that name."),
        TLS(14, "An encrypted connection could not be made as asked."),
        SERVER_UNSUPPORTED(15, "The server is too old, or is not PostgreSQL."),
        TIMEOUT(16, "The server did not answer in time."),
        SERVER_REFUSED(17, "The server refuses connections: starting, stopping, full, or pg_hba.conf says no."),
        CONNECTION_LOST(18, "The connection broke."),
        PERMISSION(19, "The role lacks a right that this needs."),
        SQL_FAILED(20, "The server refused a statement."),
        UNPLANNABLE(21, "No plan can be made for a change; the message names the object and the reason."),
        REVISION(22, "A migration's file, the graph of revisions or the history of a database is wrong."),
        ENTITIES(23, "The entities of a Java application cannot be read; the message names the class or property."),
        FILE(30, "A file cannot be read or written."),
        DISK_FULL(31, "No space is left; what was there before is untouched."),
        STORE(32, "A backup's store cannot be reached, refuses, or does not do what it should."),
        DAMAGED(33, "A backup is damaged, or what came out of it is not what went in."),
        KEY(34, "A key is missing or wrong: that of a backup repository, or of encrypted fields."),
        PARTIAL(35, "A backup would not be whole; the message names what would be missing."),
        OCCUPIED(36, "The target of a restore is not empty, and nobody said that it may be replaced."),
        EMBEDDED(40, "The embedded server could not be prepared, started or stopped."),
        BUSY(41, "Another process holds what this needs."),
        COMMIT_UNKNOWN(42, "The connection broke during COMMIT; nobody knows whether the transaction was done."),
        INTERNAL(70, "A bug in pgsteady."),
        INTERRUPTED(130, "Interrupted by Ctrl-C.");

        private final int exitCode;
        private final String meaning;

        Kind(int exitCode, String meaning) {
            this.exitCode = exitCode;
            this.meaning = meaning;
        }

        /// The process's exit code for this kind; 0 and 1 are never used here (0: done, 1: findings).
        public int exitCode() {
            return exitCode;
        }

        /// One sentence for the reference page.
        public String meaning() {
            return meaning;
        }
    }
}
