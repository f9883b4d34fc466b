package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A migration to judge: a revision's way up, or a file of another tool.
///
/// @param file where it is
/// @param text its SQL
/// @param line the line of the file on which the SQL begins
/// @param runs how it is run
/// @param ours whether our runner runs it, which sets timeouts, cleans the session and knows how far it
///             came
public record LintSource(Path file, String text, int line, Runs runs, boolean ours) {
    /// How a migration is run.
    public enum Runs {
        /// In one transaction.
        TOGETHER,
        /// Each statement commits on its own.
        ONE_BY_ONE,
        /// Whoever runs it decides. Taken for one transaction, which is what most tools do, unless the
        /// file begins one itself or holds a statement that no transaction may hold.
        UNSAID,
        /// A class does it, and nobody can read what.
        AS_CODE
    }

    /// The way up of one of our revisions.
    public static LintSource of(Revision revision) {
        Runs asFile = revision.transactional() ? Runs.TOGETHER : Runs.ONE_BY_ONE;
        return new LintSource(
                revision.file(),
                revision.upgrade().sql(),
                revision.upgrade().line(),
                revision.code().isPresent() ? Runs.AS_CODE : asFile,
                true);
    }

    /// A file of another tool. Where the tool keeps the way down in the same file, it is left out.
    ///
    /// @param runs how it is run, if somebody said
    /// @throws Problem FILE when it cannot be read
    public static LintSource file(Path file, Optional<Runs> runs) {
        try {
            return foreign(file, Files.readString(file), runs.orElse(Runs.UNSAID));
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    file + " cannot be read: " + e.getClass().getSimpleName() + ".",
                    "Name a file of SQL in UTF-8, or a folder of such files.",
                    e);
        }
    }

    /// As [#file], of a text that is there.
    public static LintSource foreign(Path file, String text, Runs runs) {
        ForeignText foreign = ForeignText.of(text);
        boolean apart = runs == Runs.UNSAID && foreign.oneByOne();
        return new LintSource(file, foreign.sql(), 1, apart ? Runs.ONE_BY_ONE : runs, false);
    }
}
