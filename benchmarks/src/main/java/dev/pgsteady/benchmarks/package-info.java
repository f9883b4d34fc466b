/// Measured, not claimed: how long the check and the command line take, beside the tools that one would pick instead.
@NullMarked
package dev.pgsteady.benchmarks;

import org.jspecify.annotations.NullMarked;
