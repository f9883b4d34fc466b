package dev.pgsteady.apps.web.paging;

import dev.pgsteady.apps.web.problems.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Marks that say where in a list a page ended. Signed, so that nobody makes one up; by `front.mark-key` where several
/// instances serve the same callers, else by a key that ends with the process.
@Component
public final class Marks {
    private static final int TAG = 12;
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    Marks(@Value("${front.mark-key:}") String given) {
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
        }
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /// The last row of a page: what the list is ordered by, and the key that tells equals apart.
    public record Mark(Instant at, UUID id) {}

    String write(Mark mark) {
        Instant at = mark.at();
        String text = at.getEpochSecond() + ":" + at.getNano() + ":" + mark.id();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(body, body.length + TAG);
        System.arraycopy(tag(body), 0, whole, body.length, TAG);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// @throws Refusal when it is none of ours
    Mark read(String mark) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(mark);
            byte[] body = Arrays.copyOf(whole, Math.max(0, whole.length - TAG));
            byte[] tag = Arrays.copyOfRange(whole, body.length, whole.length);
            if (MessageDigest.isEqual(tag, tag(body))) {
                String[] parts = new String(body, StandardCharsets.UTF_8).split(":", -1);
                return new Mark(
                        Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                        UUID.fromString(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    private static Refusal unknown() {
        return new Refusal(
                HttpStatus.BAD_REQUEST, "The parameter 'after' is not from an earlier page. Begin without it.");
    }

    private byte[] tag(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(body), TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
