/// Revisions of a database: files that each hold a way up and a way down, the graph that their parents make of them,
/// the
/// table that says what was applied, and the runner that goes up and down without getting in anybody's way.
/// [Migrations] is the front door.
@NullMarked
package dev.pgsteady.migrate;

import org.jspecify.annotations.NullMarked;
