/// The work that keeps a database's backups good without anybody thinking of it: what is due by the clock, who is
/// told, and what the repository shows to who asks.
@NullMarked
package dev.pgsteady.backup.upkeep;

import org.jspecify.annotations.NullMarked;
