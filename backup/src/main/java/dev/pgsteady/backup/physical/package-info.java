/// Copies of whole servers, their write-ahead log, and what the two give together: the server as it was
/// at a point in time. PostgreSQL's own programs do the work; this streams, checks, keeps and watches.
@NullMarked
package dev.pgsteady.backup.physical;

import org.jspecify.annotations.NullMarked;
