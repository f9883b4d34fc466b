package dev.pgsteady.apps.passport.limits;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A count of requests as it is shown.
public record LimitView(
        @Nullable UUID user,
        Instant windowStartedAt,
        int requestCount,
        int limitPerWindow,
        boolean isBlocked,
        @Nullable Instant blockedUntil,
        @Nullable String blockedReason) {
    public static LimitView of(UserRateLimit l) {
        return new LimitView(
                l.user().getId(),
                l.windowStartedAt(),
                l.requestCount(),
                l.limitPerWindow(),
                l.blocked(),
                l.blockedUntil(),
                l.blockedReason());
    }
}
