/// Taking a database over from the tool that has migrated it so far: which tool that is and how far it
/// came, the schema as it is made the first revision, and later the comparison of a database with its
/// revisions.
@NullMarked
package dev.pgsteady.migrate.adopt;

import org.jspecify.annotations.NullMarked;
