package dev.pgsteady.data.limits;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was decided about a request.
///
/// @param rule       the rule by which
/// @param outcome    why
/// @param allowed    whether it may go on
/// @param remaining  how many requests are left at this moment
/// @param reset      when all of them are back
/// @param retryAfter when the next try can succeed; zero when this one did
/// @param reason     why the client is blocked, if it is
public record Decision(
        LimitRule rule,
        Outcome outcome,
        boolean allowed,
        int remaining,
        Duration reset,
        Duration retryAfter,
        Optional<String> reason) {
    /// How it came to a decision.
    public enum Outcome {
        WITHIN,
        EXEMPT,
        EXCEEDED,
        BLOCKED,
        UNANSWERED
    }

    /// The headers of an answer, by the names of the IETF's draft (draft-ietf-httpapi-ratelimit-headers-06) and
    /// of RFC 9110. Times are whole seconds, rounded up.
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (outcome != Outcome.UNANSWERED && outcome != Outcome.EXEMPT) {
            headers.put("RateLimit-Policy", rule.limit() + ";w=" + seconds(rule.window()));
            headers.put("RateLimit-Limit", Integer.toString(rule.limit()));
            headers.put("RateLimit-Remaining", Integer.toString(remaining));
            headers.put("RateLimit-Reset", seconds(reset));
        }
        if (!allowed) {
            headers.put("Retry-After", seconds(retryAfter));
        }
        return headers;
    }

    private static String seconds(Duration time) {
        return Long.toString(time.plusNanos(999_999_999).toSeconds());
    }
}
