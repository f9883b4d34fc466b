/// Judges SQL migrations before they meet a database that is in use: our own revisions, and files of
/// other tools. The text is taken apart into tokens and these into [Shape]s; each [LintRule] is a pure
/// function of a statement and of what is known around it. [Lint] is the front door.
@NullMarked
package dev.pgsteady.migrate.lint;

import org.jspecify.annotations.NullMarked;
