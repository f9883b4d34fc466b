package dev.pgsteady.data.usage;

import java.time.Duration;
import java.time.InstantSource;

/// How uses are collected.
///
/// @param room  how many uses can wait to be written; what comes beyond is dropped and counted
/// @param batch how many are written at once at the latest
/// @param pause how long one waits at the most
/// @param clock what day it is
public record UsageOptions(int room, int batch, Duration pause, InstantSource clock) {
    /// Room for 10,000, written each second or 1,000 at a time.
    public static final UsageOptions USUAL =
            new UsageOptions(10_000, 1_000, Duration.ofSeconds(1), InstantSource.system());

    public UsageOptions {
        if (batch < 1 || room < batch || pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException(
                    "a batch has at least one use, there is room for one, and a pause is one");
        }
    }
}
