package dev.pgsteady.apps.instantviz.people;

import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

/// How a subscription stands, in Stripe's words (API, "The Subscription object", `status`).
public enum SubscriptionStatus {
    INCOMPLETE("incomplete"),
    INCOMPLETE_EXPIRED("incomplete_expired"),
    TRIALING("trialing"),
    ACTIVE("active"),
    PAST_DUE("past_due"),
    CANCELED("canceled"),
    UNPAID("unpaid"),
    PAUSED("paused");

    @EnumeratedValue
    private final String word;

    SubscriptionStatus(String word) {
        this.word = word;
    }

    /// Stripe's word.
    public String word() {
        return word;
    }

    /// The status of a word; empty for one that is not known.
    public static Optional<SubscriptionStatus> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /// Whether what was paid for may be used. Somebody whose card failed keeps it while Stripe tries again.
    public boolean pays() {
        return switch (this) {
            case TRIALING, ACTIVE, PAST_DUE -> true;
            case INCOMPLETE, INCOMPLETE_EXPIRED, CANCELED, UNPAID, PAUSED -> false;
        };
    }

    /// Whether it has ended for good.
    public boolean over() {
        return this == CANCELED || this == INCOMPLETE_EXPIRED;
    }
}
