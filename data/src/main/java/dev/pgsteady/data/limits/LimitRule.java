package dev.pgsteady.data.limits;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// So many requests in so much time. A client that was idle may make all of them at once; after that they come
/// back one by one, evenly over the window (GCRA). A rule may change at any time: what a client has used is
/// kept as a time, and nothing of the rule is stored.
///
/// @param scope      what is limited: `login`, `ip`, `export`; clients of different scopes do not meet
/// @param limit      requests in the window; at least 1
/// @param window     the time
/// @param exceeded   what happens to a request beyond it
/// @param unanswered what happens to a request when the database does not answer
public record LimitRule(String scope, int limit, Duration window, Exceeded exceeded, Unanswered unanswered) {
    public LimitRule {
        if (scope.isBlank() || limit < 1 || window.compareTo(Duration.of(limit, ChronoUnit.MICROS)) < 0) {
            throw new IllegalArgumentException(
                    "a rule has a scope, a limit of at least 1 and a window of at least a microsecond for each request");
        }
    }

    /// What happens to a request beyond the limit.
    public sealed interface Exceeded {
        /// It is refused, and the next one is judged anew.
        record Refuse() implements Exceeded {}

        /// It is refused, and its client is blocked for a while.
        record Block(Duration time) implements Exceeded {
            public Block {
                if (time.isZero() || time.isNegative()) {
                    throw new IllegalArgumentException("a block lasts a while");
                }
            }
        }

        /// It is let through; the decision says that it was beyond the limit.
        record Log() implements Exceeded {}
    }

    /// What happens to a request when the database does not answer.
    public enum Unanswered {
        /// It is let through: the limit protects something that is less important than the service.
        ALLOW,
        /// It is refused: the limit protects a password.
        REFUSE
    }

    /// So many requests in so much time; those beyond are refused, and all are let through without an answer.
    public static LimitRule of(String scope, int limit, Duration window) {
        return new LimitRule(scope, limit, window, new Exceeded.Refuse(), Unanswered.ALLOW);
    }

    /// The same, blocking who goes beyond it.
    public LimitRule blocking(Duration time) {
        return new LimitRule(scope, limit, window, new Exceeded.Block(time), unanswered);
    }

    /// The same, only telling who goes beyond it.
    public LimitRule logging() {
        return new LimitRule(scope, limit, window, new Exceeded.Log(), unanswered);
    }

    /// The same, refusing requests when the database does not answer.
    public LimitRule failingClosed() {
        return new LimitRule(scope, limit, window, exceeded, Unanswered.REFUSE);
    }

    long windowMicros() {
        return window.toNanos() / 1_000;
    }

    /// What one request takes of the window. Rounded down, so that the limit always fits into it.
    long requestMicros() {
        return windowMicros() / limit;
    }
}
