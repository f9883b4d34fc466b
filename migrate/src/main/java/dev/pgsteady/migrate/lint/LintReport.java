package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What came of judging migrations.
///
/// @param findings   the hazards, by file and line
/// @param allowed    findings that a comment accepts
/// @param notes      what could not be judged, a sentence each with its place
/// @param files      how many files were judged
/// @param statements how many statements
public record LintReport(
        List<LintFinding> findings, List<Allowed> allowed, List<Note> notes, int files, int statements) {
    /// A finding that is accepted.
    ///
    /// @param reason why, in the words of the comment
    public record Allowed(LintFinding finding, String reason) {}

    /// Something that was not judged.
    public record Note(Path file, int line, String what) {}

    public LintReport {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        notes = List.copyOf(notes);
    }

    /// The worst of what was found.
    public Optional<Severity> worst() {
        return findings.stream().map(LintFinding::severity).min(Comparator.naturalOrder());
    }

    /// The same with more findings, each put beside those of its place.
    public LintReport and(List<LintFinding> more) {
        List<LintFinding> all = new ArrayList<>(findings);
        for (LintFinding finding : more) {
            int at = 0;
            for (int i = 0; i < all.size(); i++) {
                boolean before =
                        all.get(i).file().equals(finding.file()) && all.get(i).line() <= finding.line();
                at = before ? i + 1 : at;
            }
            all.add(at == 0 ? all.size() : at, finding);
        }
        return new LintReport(all, allowed, notes, files, statements);
    }
}
