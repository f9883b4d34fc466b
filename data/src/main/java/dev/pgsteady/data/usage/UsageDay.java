package dev.pgsteady.data.usage;

import java.time.LocalDate;
import java.util.OptionalLong;

/// How a feature was used on a day.
///
/// @param people how many people used it; empty until the day was rolled up
public record UsageDay(
        LocalDate day, String feature, String tenant, long uses, long failures, long millis, OptionalLong people) {}
