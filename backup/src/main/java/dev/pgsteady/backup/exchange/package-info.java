/// Moves databases in and out: from SQLite and back, from another PostgreSQL server. What moves is planned
/// and shown first, moved in one transaction, and read back and compared before that ends.
@org.jspecify.annotations.NullMarked
package dev.pgsteady.backup.exchange;
