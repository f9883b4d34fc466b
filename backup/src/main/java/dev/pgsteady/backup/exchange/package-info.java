/// Moves databases in and out: from SQLite and back, from another PostgreSQL server. What moves is read
/// back and compared before it counts; a move from SQLite is planned and shown first.
@NullMarked
package dev.pgsteady.backup.exchange;

import org.jspecify.annotations.NullMarked;
