package dev.pgsteady.apps.instantviz.billing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a message comes from Stripe: the header `Stripe-Signature` carries a time and an HMAC-SHA256 over the
/// time and the body (Stripe, "Verify webhook signatures manually"). Several secrets are good while one is exchanged
/// for the next, and a header may carry several signatures.
final class StripeSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<String> secrets;
    private final InstantSource clock;

    private StripeSignature(List<String> secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /// By these secrets; empty when none of them says anything, and so nothing can be proved.
    static Optional<StripeSignature> by(List<String> secrets, InstantSource clock) {
        List<String> said = secrets.stream().filter(s -> !s.isBlank()).toList();
        return said.isEmpty() ? Optional.empty() : Optional.of(new StripeSignature(said, clock));
    }

    /// Why a message is not believed; empty when it is.
    Optional<String> objection(String header, String body) {
        Optional<Long> time = value(header, "t").findFirst().flatMap(StripeSignature::number);
        if (time.isEmpty()) {
            return Optional.of("The header Stripe-Signature is missing or has no time.");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(time.get()), clock.instant())
                .abs();
        boolean genuine = secrets.stream()
                .map(secret -> sign(secret, time.get(), body))
                .anyMatch(right -> value(header, "v1").anyMatch(given -> equal(right, given)));
        if (!genuine) {
            return Optional.of("The signature is wrong.");
        }
        return age.compareTo(TOLERANCE) > 0 ? Optional.of("The message is too old.") : Optional.empty();
    }

    /// The signature that belongs to a body.
    static String sign(String secret, long time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static java.util.stream.Stream<String> value(String header, String name) {
        return List.of(header.split(",", -1)).stream()
                .map(part -> part.strip().split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equals(name))
                .map(pair -> pair[1]);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static boolean equal(String right, String given) {
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }
}
