/// Tables that only grow, in partitions of a month: made ahead, taken away when they are old, never changed
/// ([MonthlyPartitions], [AppendOnly]).
@NullMarked
package dev.pgsteady.data.partitions;

import org.jspecify.annotations.NullMarked;
