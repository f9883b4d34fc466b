package dev.pgsteady.apps.instantviz.billing;

import dev.pgsteady.apps.web.problems.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where Stripe sends its events.
@RestController
class Webhook {
    private static final System.Logger LOG = System.getLogger(Webhook.class.getName());
    private static final int AT_ONCE = 100;

    private final Billing billing;
    private final Optional<StripeSignature> signature;
    private final JsonMapper json = JsonMapper.shared();

    Webhook(Billing billing, @Value("${instantviz.stripe.secrets:}") List<String> secrets) {
        this.billing = billing;
        this.signature = StripeSignature.by(secrets, InstantSource.system());
    }

    /// Takes an event, with all that follows from it. One that nobody understands is kept with the reason,
    /// so that Stripe need not send it again; when the database is away, or there is no secret, Stripe is
    /// told so, and sends it again.
    @PostMapping("/api/stripe/webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(@RequestBody String body, @RequestHeader(name = "Stripe-Signature", defaultValue = "") String header) {
        StripeSignature proof = signature.orElseThrow(
                () -> new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "instantviz.stripe.secrets is not set."));
        proof.objection(header, body).ifPresent(why -> {
            throw new Refusal(HttpStatus.BAD_REQUEST, why);
        });
        JsonNode event = read(body);
        try {
            billing.take(event);
        } catch (IllegalArgumentException e) {
            billing.keep(event, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode read(String body) {
        try {
            JsonNode event = json.readTree(body);
            if (event.path("id").asString("").startsWith("evt_") && event.has("type")) {
                return event;
            }
        } catch (JacksonException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The body is no JSON.");
        }
        throw new Refusal(HttpStatus.BAD_REQUEST, "The body is no event of Stripe's.");
    }

    /// Tries again what could not be applied: its account may be there now.
    @Scheduled(
            initialDelayString = "${instantviz.stripe.again:PT30S}",
            fixedDelayString = "${instantviz.stripe.again:PT30S}")
    void again() {
        for (JsonNode event : billing.waiting(AT_ONCE)) {
            try {
                billing.apply(event);
            } catch (IllegalArgumentException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "not understood: " + event.path("id").asString(""),
                        e);
            }
        }
    }
}
