package dev.pgsteady.apps.instantviz.billing;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What Stripe told, for the staff, and a button to try again.
@RestController
@RequestMapping("/api/staff/stripe-events")
class StripeApi {
    private final Lists lists;
    private final Webhook webhook;

    StripeApi(Lists lists, Webhook webhook) {
        this.lists = lists;
        this.webhook = webhook;
    }

    /// An event.
    record Shown(
            @Nullable UUID id,
            String stripeEventId,
            String type,
            Instant receivedAt,
            @Nullable Instant processedAt,
            @Nullable String error) {
        static Shown of(StripeEvent e) {
            return new Shown(e.getId(), e.stripeEventId(), e.type(), e.receivedAt(), e.processedAt(), e.error());
        }
    }

    @GetMapping
    Page<Shown> list(
            @RequestParam(defaultValue = "false") boolean waiting,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                StripeEvent.class,
                                StripeEvent::getId,
                                waiting ? "e.processedAt is null" : "true = true",
                                Map.of()),
                        limit,
                        after)
                .map(Shown::of);
    }

    /// Tries all again that wait.
    @PostMapping("/again")
    void again() {
        webhook.again();
    }
}
