package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.util.List;

/// What is wrong with a file or with how files hang together.
///
/// @param kind what sort of thing
/// @param file the file in which to mend it
/// @param line the line, counted from 1
/// @param what what is wrong, as a sentence without its beginning: `names a parent that ...`
/// @param next what to do, as a sentence
public record Complaint(Kind kind, Path file, int line, String what, String next) {
    /// What sort of thing is wrong.
    public enum Kind {
        /// The file cannot be understood.
        FILE,
        /// Two files have one id.
        DUPLICATE,
        /// A parent is not there.
        PARENT,
        /// Revisions that are each other's ancestors.
        CYCLE
    }

    /// The place and what is wrong there, as one sentence.
    public String sentence() {
        return file + ":" + line + " " + what;
    }

    /// The first of several complaints as a problem; the others are counted.
    static Problem problem(List<Complaint> complaints) {
        Complaint first = complaints.getFirst();
        String more = complaints.size() == 1
                ? ""
                : " There are " + (complaints.size() - 1) + " more; 'pgsteady migrate check' lists them.";
        return new Problem(Problem.Kind.REVISION, first.sentence(), first.next() + more);
    }
}
