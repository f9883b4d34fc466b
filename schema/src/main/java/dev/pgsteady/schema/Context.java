package dev.pgsteady.schema;

/// What the queries about parts of tables share.
///
/// @param major the server's major version
record Context(Lookup lookup, Texts texts, RelationsQuery relations, int major) {}
