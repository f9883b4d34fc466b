package dev.pgsteady.demo;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/// What the product believes about a user's subscription.
///
/// @param customer      Stripe's id of the customer
/// @param subscription  Stripe's id of the subscription
/// @param tier          `free`, `pro` or `team`
/// @param status        mostly one of Stripe's words
/// @param periodEnd     until when it is paid
/// @param lifetimeValue what was paid so far, in a currency nobody wrote down
record Billing(
        Optional<String> customer,
        Optional<String> subscription,
        String tier,
        Optional<String> status,
        Optional<LocalDateTime> periodEnd,
        double lifetimeValue) {
    private static final Set<String> WORDS = Set.of(
            "incomplete", "incomplete_expired", "trialing", "active", "past_due", "canceled", "unpaid", "paused");

    static final Billing NONE =
            new Billing(Optional.empty(), Optional.empty(), "free", Optional.empty(), Optional.empty(), 0);

    boolean activeWithoutSubscription() {
        return status.filter("active"::equals).isPresent() && subscription.isEmpty();
    }

    boolean misspelt() {
        return status.filter(word -> !WORDS.contains(word)).isPresent();
    }

    Billing withCustomer(String id) {
        return new Billing(Optional.of(id), subscription, tier, status, periodEnd, lifetimeValue);
    }

    /// The checkout went through, the webhook with the subscription did not.
    Billing activeOnly(LocalDateTime until) {
        return new Billing(customer, Optional.empty(), "pro", Optional.of("active"), Optional.of(until), lifetimeValue);
    }

    /// Left, in a version of the product that spelled the word its own way.
    Billing left(String spelling, String formerSubscription) {
        return new Billing(
                customer, Optional.of(formerSubscription), "free", Optional.of(spelling), periodEnd, lifetimeValue);
    }
}
