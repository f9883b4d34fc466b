package dev.pgsteady.data.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Clients that were refused a moment ago, and will be until a moment that is known: they cost no query.
///
/// Remembered for a few seconds at most, so that an end of a block that another process wrote is soon seen.
final class Refusals {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<Client, Until> refused = new ConcurrentHashMap<>();

    Refusals(InstantSource clock) {
        this.clock = clock;
    }

    private record Client(LimitRule rule, String subject, int cost) {}

    private record Until(Instant end, Instant retry, Decision decision) {}

    /// The decision that still holds for a client.
    Optional<Decision> of(LimitRule rule, String subject, int cost) {
        Client client = new Client(rule, subject, cost);
        Until until = refused.get(client);
        if (until == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (!now.isBefore(until.end())) {
            refused.remove(client, until);
            return Optional.empty();
        }
        Decision then = until.decision();
        Duration retry = Duration.between(now, until.retry());
        Duration passed = then.retryAfter().minus(retry);
        Duration reset = then.reset().minus(passed);
        return Optional.of(new Decision(
                rule,
                then.outcome(),
                false,
                then.remaining(),
                reset.isNegative() ? Duration.ZERO : reset,
                retry,
                then.reason()));
    }

    /// Remembers a refusal.
    void add(String subject, int cost, Decision decision) {
        if (refused.size() >= MOST) {
            Instant now = clock.instant();
            refused.values().removeIf(until -> !now.isBefore(until.end()));
        }
        if (refused.size() < MOST) {
            Instant now = clock.instant();
            Duration kept = decision.retryAfter().compareTo(LONGEST) < 0 ? decision.retryAfter() : LONGEST;
            refused.put(
                    new Client(decision.rule(), subject, cost),
                    new Until(now.plus(kept), now.plus(decision.retryAfter()), decision));
        }
    }

    /// Forgets a client, whatever it was refused for.
    void forget(String scope, String subject) {
        refused.keySet()
                .removeIf(client ->
                        client.rule().scope().equals(scope) && client.subject().equals(subject));
    }
}
