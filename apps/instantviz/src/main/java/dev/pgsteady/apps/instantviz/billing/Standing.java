package dev.pgsteady.apps.instantviz.billing;

import dev.pgsteady.apps.instantviz.people.SubscriptionStatus;
import dev.pgsteady.apps.instantviz.people.Tier;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an account has paid for. It follows from all that was told, in the order in which it happened, not in which it
/// came: so each order of coming gives the same.
///
/// @param subscription Stripe's id of the one that counts; empty when there is none
record Standing(
        Tier tier, Optional<String> subscription, Optional<SubscriptionStatus> status, Optional<Instant> until) {
    private static final Standing NOTHING =
            new Standing(Tier.FREE, Optional.empty(), Optional.empty(), Optional.empty());

    private record Subscription(
            String id, Instant since, Tier tier, SubscriptionStatus status, Optional<Instant> until) {
        Subscription with(SubscriptionStatus other) {
            return new Subscription(id, since, tier, other, until);
        }
    }

    static Standing after(Collection<Told> told) {
        Map<String, Subscription> all = new HashMap<>();
        told.stream().sorted(Told.ORDER).forEach(t -> all.compute(t.subscription(), (id, s) -> next(t, s)));
        return all.values().stream()
                .max(Comparator.comparing((Subscription s) -> !s.status().over())
                        .thenComparing(Subscription::since)
                        .thenComparing(Subscription::id))
                .map(Standing::of)
                .orElse(NOTHING);
    }

    private static Subscription next(Told told, @org.jspecify.annotations.Nullable Subscription before) {
        Subscription known = before == null
                ? new Subscription(
                        told.subscription(), told.at(), Tier.FREE, SubscriptionStatus.INCOMPLETE, Optional.empty())
                : before;
        if (known.status().over()) {
            return known;
        }
        return switch (told.news()) {
            case Told.News.Standing s ->
                new Subscription(
                        known.id(),
                        known.since(),
                        s.tier().orElse(known.tier()),
                        s.status(),
                        s.until().or(known::until));
            case Told.News.Ended ended -> known.with(SubscriptionStatus.CANCELED);
            case Told.News.PaymentFailed failed ->
                known.status().pays() ? known.with(SubscriptionStatus.PAST_DUE) : known;
        };
    }

    private static Standing of(Subscription s) {
        return new Standing(
                s.status().pays() ? s.tier() : Tier.FREE,
                s.status().over() ? Optional.empty() : Optional.of(s.id()),
                Optional.of(s.status()),
                s.until());
    }
}
