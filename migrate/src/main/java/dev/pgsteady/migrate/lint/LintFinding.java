package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Severity;
import java.nio.file.Path;

/// A hazard that was found in a migration.
///
/// @param file     the file
/// @param line     the line of the statement, counted from 1
/// @param rule     the rule's name
/// @param severity how bad it is for this database, as far as that is known
/// @param what     what was found, a sentence
/// @param why      what happens to a running system
/// @param instead  what to write instead, as SQL or as a sentence
public record LintFinding(
        Path file, int line, String rule, Severity severity, String what, String why, String instead) {
    public LintFinding {
        if (line < 1 || rule.isBlank() || what.isBlank()) {
            throw new IllegalArgumentException("a finding has a place, a rule and words");
        }
    }
}
