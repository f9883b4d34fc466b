/// Backups that are proved by restoring them: taken from any server that one can connect to, kept in a
/// [Repository], drilled, restored.
///
/// The design is in docs/explanation/backups.md.
@NullMarked
package dev.pgsteady.backup;

import org.jspecify.annotations.NullMarked;
