/// The command line: one class per verb. A verb reads its options, makes one call into a module and prints what comes
/// back; it decides nothing about databases. [Pgsteady] is the main class, [Console] is where the words go.
@NullMarked
package dev.pgsteady.cli;

import org.jspecify.annotations.NullMarked;
