package dev.pgsteady.data.partitions;

import dev.pgsteady.core.QualifiedName;
import java.time.YearMonth;

/// A partition that holds exactly one month.
///
/// @param table   the partition
/// @param month   what it holds
/// @param leaving whether its detaching was begun and not finished
public record Month(QualifiedName table, YearMonth month, boolean leaving) {}
