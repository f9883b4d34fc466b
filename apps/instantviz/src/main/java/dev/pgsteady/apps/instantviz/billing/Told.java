package dev.pgsteady.apps.instantviz.billing;

import dev.pgsteady.apps.instantviz.people.SubscriptionStatus;
import dev.pgsteady.apps.instantviz.people.Tier;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What one of Stripe's events says of a subscription.
///
/// @param at           when it happened, to the second
/// @param event        Stripe's id of it
/// @param subscription which one
/// @param news         what is said of it
record Told(Instant at, String event, String subscription, News news) {
    /// Events of the same second are taken in this order: what ends a subscription comes last.
    static final Comparator<Told> ORDER = Comparator.comparing(Told::at)
            .thenComparingInt(t -> t.news().rank())
            .thenComparing(Told::event);

    /// What can be said.
    sealed interface News {
        /// How it stands.
        record Standing(Optional<Tier> tier, SubscriptionStatus status, Optional<Instant> until, boolean made)
                implements News {}

        /// It has ended.
        record Ended() implements News {}

        /// A payment failed.
        record PaymentFailed() implements News {}

        default int rank() {
            return switch (this) {
                case Standing s -> s.made() ? 0 : 1;
                case PaymentFailed failed -> 2;
                case Ended ended -> 3;
            };
        }
    }

    /// Reads an event; empty when it says nothing of a subscription. Stripe's releases put some things in different
    /// places; all of them are looked at.
    static Optional<Told> of(JsonNode event) {
        JsonNode object = event.path("data").path("object");
        Instant at = Instant.ofEpochSecond(event.path("created").asLong(0));
        String id = event.path("id").asString("");
        return switch (event.path("type").asString("")) {
            case "customer.subscription.created" -> standing(at, id, object, true);
            case "customer.subscription.updated", "customer.subscription.paused", "customer.subscription.resumed" ->
                standing(at, id, object, false);
            case "customer.subscription.deleted" ->
                text(object.path("id")).map(s -> new Told(at, id, s, new News.Ended()));
            case "invoice.payment_failed" ->
                subscriptionOf(object).map(s -> new Told(at, id, s, new News.PaymentFailed()));
            default -> Optional.empty();
        };
    }

    private static Optional<Told> standing(Instant at, String id, JsonNode object, boolean made) {
        Optional<SubscriptionStatus> status =
                SubscriptionStatus.of(object.path("status").asString(""));
        if (status.isEmpty()) {
            throw new IllegalArgumentException("the status of the subscription is not known: " + object.path("status"));
        }
        return text(object.path("id"))
                .map(s -> new Told(at, id, s, new News.Standing(tier(object), status.get(), until(object), made)));
    }

    private static Optional<Tier> tier(JsonNode object) {
        JsonNode price = object.path("items").path("data").path(0).path("price");
        List<Optional<String>> words = List.of(
                text(price.path("lookup_key")),
                text(price.path("metadata").path("tier")),
                text(object.path("metadata").path("tier")),
                text(object.path("plan").path("metadata").path("tier")));
        return words.stream()
                .flatMap(Optional::stream)
                .flatMap(word -> Arrays.stream(Tier.values())
                        .filter(t -> t.word().equals(word) || word.startsWith(t.word() + "_")))
                .findFirst();
    }

    /// Since 2025-03-31 the period is that of an item.
    private static Optional<Instant> until(JsonNode object) {
        return Stream.of(
                        object.path("current_period_end"),
                        object.path("items").path("data").path(0).path("current_period_end"))
                .filter(JsonNode::isNumber)
                .map(n -> Instant.ofEpochSecond(n.asLong()))
                .findFirst();
    }

    /// Since 2025-03-31 an invoice names it under `parent`.
    private static Optional<String> subscriptionOf(JsonNode invoice) {
        return text(invoice.path("subscription"))
                .or(() ->
                        text(invoice.path("parent").path("subscription_details").path("subscription")));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.isObject() ? node.path("id").asString("") : node.asString(""))
                .filter(s -> !s.isEmpty());
    }
}
