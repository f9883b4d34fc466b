package dev.pgsteady.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a server keeps of a password for SCRAM-SHA-256 (RFC 5803), and takes instead of one.
///
/// A password that a person chose is stretched, so that it cannot be guessed from what the server keeps: 4096 rounds,
/// which take both sides longer than all else of a connection. One of 190 random bits cannot be guessed anyway, and
/// gets
/// one round.
final class Verifier {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT = 16;
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private Verifier() {}

    /// The verifier of a random password.
    static String of(String password, RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        try {
            byte[] block = Arrays.copyOf(salt, SALT + FIRST_BLOCK.length);
            System.arraycopy(FIRST_BLOCK, 0, block, SALT, FIRST_BLOCK.length);
            byte[] salted = mac(password.getBytes(StandardCharsets.US_ASCII), block);
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(mac(salted, bytes("Client Key")));
            Base64.Encoder encoder = Base64.getEncoder();
            return "SCRAM-SHA-256$1:%s$%s:%s"
                    .formatted(
                            encoder.encodeToString(salt),
                            encoder.encodeToString(stored),
                            encoder.encodeToString(mac(salted, bytes("Server Key"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] mac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
        return mac.doFinal(message);
    }
}
