package dev.pgsteady.data;

import java.time.Duration;

/// How new what a replica shows has to be.
///
/// @param lag     a replica that is further behind than this is not read from
/// @param catchUp how long a read waits for a replica to have what the same thread wrote; then it goes to the
///                primary
/// @param look    how often the replicas are looked at
public record Freshness(Duration lag, Duration catchUp, Duration look) {
    /// 10 s behind, 200 ms for one's own writes, a look every second.
    public static final Freshness USUAL =
            new Freshness(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(1));

    public Freshness {
        if (lag.isNegative() || catchUp.isNegative() || look.toMillis() < 1) {
            throw new IllegalArgumentException("a lag and a wait are not negative, and a look takes its time");
        }
    }
}
