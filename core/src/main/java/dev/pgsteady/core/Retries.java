package dev.pgsteady.core;

import java.time.Duration;

/// When a transaction is tried again, and when not.
///
/// Losing against another transaction (SQLSTATE 40001, 40P01) is always a reason. A connection that broke
/// before anything was sent is one as well. Once the work has begun it is one only where the work is
/// idempotent, and so is a connection that broke during COMMIT: then nobody knows whether the transaction was
/// done.
///
/// @param attempts   how often the work is tried in all; at least 1
/// @param deadline   no further try begins later than this after the first
/// @param idempotent whether doing the work twice is the same as doing it once
/// @param locks      whether a lock that was not had in time (55P03) is a reason
public record Retries(int attempts, Duration deadline, boolean idempotent, boolean locks) {
    /// Up to 5 tries within 10 s.
    public static final Retries USUAL = new Retries(5, Duration.ofSeconds(10), false, false);

    public Retries {
        if (attempts < 1 || deadline.isNegative()) {
            throw new IllegalArgumentException("a transaction has at least one attempt and no negative deadline");
        }
    }

    /// Whether another try may follow one that failed in this way, at this stage.
    boolean allow(Loss loss, Attempt.Stage stage) {
        return switch (loss) {
            case NONE -> false;
            case COLLISION, POOLER -> true;
            case LOCK -> locks;
            case CONNECTION -> idempotent || stage == Attempt.Stage.NOTHING_SENT;
        };
    }
}
