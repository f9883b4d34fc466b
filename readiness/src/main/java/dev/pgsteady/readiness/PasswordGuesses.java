package dev.pgsteady.readiness;

import dev.pgsteady.readiness.Live.GuessedPassword;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tries the passwords that anybody tries first against stored verifiers, here and not on the server: SCRAM-SHA-256
/// (RFC 5802, RFC 7677) and MD5 (manual, 55.2 Message Flow). A verifier never leaves this class.
final class PasswordGuesses {
    private static final Pattern SCRAM = Pattern.compile("SCRAM-SHA-256\\$(\\d+):([^$]+)\\$([^:]+):(.+)");

    /// How many rounds of hashing one role may cost, so that a verifier of many iterations is tried with fewer words.
    private static final long MOST_ROUNDS = 60L * 4096;

    private static final List<String> COMMON = List.of(
            "password",
            "postgres",
            "123456",
            "pass",
            "secret",
            "changeme",
            "admin",
            "12345678",
            "123456789",
            "password1",
            "password123",
            "postgres123",
            "qwerty",
            "1234",
            "12345",
            "test",
            "root",
            "example",
            "mysecretpassword",
            "letmein",
            "welcome",
            "dev",
            "user",
            "app");

    private static final List<String> TAILS = List.of("1", "12", "123", "1234", "2024", "2025", "2026");

    private PasswordGuesses() {}

    /// The roles whose password was guessed, in name order.
    ///
    /// @param verifiers by role, as `pg_authid.rolpassword` keeps them
    /// @param database  a name that passwords are made of
    static List<GuessedPassword> of(Map<String, String> verifiers, String database) {
        return verifiers.entrySet().parallelStream()
                .flatMap(e -> guess(e.getKey(), e.getValue(), database).stream())
                .toList();
    }

    private static Optional<GuessedPassword> guess(String role, String verifier, String database) {
        Matcher scram = SCRAM.matcher(verifier);
        Map<String, String> words = words(role, database);
        if (scram.matches()) {
            int iterations = Integer.parseInt(scram.group(1));
            long tries = Math.max(4, MOST_ROUNDS / Math.max(1, iterations));
            byte[] salt = Base64.getDecoder().decode(scram.group(2));
            byte[] stored = Base64.getDecoder().decode(scram.group(3));
            return words.entrySet().stream()
                    .limit(tries)
                    .parallel()
                    .filter(w -> MessageDigest.isEqual(stored, storedKey(w.getKey(), salt, iterations)))
                    .findFirst()
                    .map(w -> new GuessedPassword(role, w.getValue()));
        }
        return words.entrySet().stream()
                .filter(w -> verifier.equals("md5" + md5(w.getKey() + role)))
                .findFirst()
                .map(w -> new GuessedPassword(role, w.getValue()));
    }

    /// What is tried, and how the finding calls it, the likeliest first.
    private static Map<String, String> words(String role, String database) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(role, "is the role's own name");
        words.put(database, "is the database's name");
        COMMON.forEach(c -> words.putIfAbsent(c, "is one of the most common words"));
        words.putIfAbsent(reversed(role), "is the role's own name backwards");
        words.putIfAbsent(reversed(database), "is the database's name backwards");
        words.putIfAbsent("", "is empty");
        for (String tail : TAILS) {
            words.putIfAbsent(role + tail, "is the role's own name with digits");
            words.putIfAbsent(database + tail, "is the database's name with digits");
        }
        return words;
    }

    private static String reversed(String word) {
        return new StringBuilder(word).reverse().toString();
    }

    private static byte[] storedKey(String password, byte[] salt, int iterations) {
        try {
            byte[] salted = salted(password.getBytes(StandardCharsets.UTF_8), salt, iterations);
            byte[] client = hmac(salted).doFinal("Client Key".getBytes(StandardCharsets.UTF_8));
            return MessageDigest.getInstance("SHA-256").digest(client);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// `Hi` of RFC 5802: PBKDF2 with HMAC-SHA-256 and one block of output.
    private static byte[] salted(byte[] password, byte[] salt, int iterations) throws GeneralSecurityException {
        Mac mac = hmac(password);
        mac.update(salt);
        byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = mac.doFinal(round);
            for (int b = 0; b < result.length; b++) {
                result[b] ^= round[b];
            }
        }
        return result;
    }

    /// HMAC fills a key up with zeros, so an empty one is a single zero, which Java accepts.
    private static Mac hmac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
        return mac;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
