/// The catalog of a PostgreSQL database as immutable values: [Schema] is what was declared, [Statistics] is what was
/// measured, [Snapshot] is both with the server's settings and roles, read at one instant ([SnapshotReader]).
///
/// Names in the values are as the catalog stores them, unquoted. Lists are in the catalog's own order where that order
/// means something (columns, keys) and sorted by name elsewhere, so that equal databases give equal values.
@NullMarked
package dev.pgsteady.schema;

import org.jspecify.annotations.NullMarked;
