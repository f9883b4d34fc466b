package dev.pgsteady.embedded;

/// A database of a running server.
///
/// @param name  its name
/// @param bytes what it takes on disk (`pg_database_size`; manual, 9.28 System Administration Functions)
public record DatabaseSize(String name, long bytes) {}
