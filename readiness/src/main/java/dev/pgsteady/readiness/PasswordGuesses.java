package dev.pgsteady.readiness;

import dev.pgsteady.readiness.Live.GuessedPassword;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tries the passwords that anybody tries first against stored verifiers, here and not on the server: SCRAM-SHA-256
/// (RFC 5802, RFC 7677) and MD5 (manual, 55.2 Message Flow). A verifier never leaves this class.
final class PasswordGuesses {
    private static final Pattern SCRAM = Pattern.compile("SCRAM-SHA-256\\$(\\d+):([^$]+)\\$([^:]+):(.+)");

    /// How many rounds of hashing all roles together may cost: with many roles, or verifiers of many iterations, each
    /// is tried with fewer words.
    private static final long MOST_ROUNDS = 400L * 4096;

    private static final long FEWEST_WORDS = 6;

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

    private static final List<String> TAILS = List.of("1", "123", "1234", "2025", "2026");

    private PasswordGuesses() {}

    /// The roles whose password was guessed, in name order.
    ///
    /// @param verifiers by role, as `pg_authid.rolpassword` keeps them
    /// @param database  a name that passwords are made of
    static List<GuessedPassword> of(Map<String, String> verifiers, String database) {
        long rounds = MOST_ROUNDS / Math.max(1, verifiers.size());
        return verifiers.entrySet().parallelStream()
                .flatMap(e -> guess(e, words(e.getKey(), database), rounds).stream())
                .toList();
    }

    private static Optional<GuessedPassword> guess(
            Map.Entry<String, String> stored, Map<String, String> words, long rounds) {
        String role = stored.getKey();
        String verifier = stored.getValue();
        Matcher scram = SCRAM.matcher(verifier);
        if (scram.matches()) {
            int iterations = Integer.parseInt(scram.group(1));
            long tries = Math.max(FEWEST_WORDS, rounds / Math.max(1, iterations));
            byte[] salt = Base64.getDecoder().decode(scram.group(2));
            byte[] key = Base64.getDecoder().decode(scram.group(3));
            return words.entrySet().stream()
                    .limit(tries)
                    .parallel()
                    .filter(w -> MessageDigest.isEqual(key, storedKey(w.getKey(), salt, iterations)))
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
        words.put("", "is empty");
        COMMON.forEach(c -> words.putIfAbsent(c, "is one of the most common words"));
        words.putIfAbsent(reversed(role), "is the role's own name backwards");
        words.putIfAbsent(reversed(database), "is the database's name backwards");
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
            byte[] client = new KeyedHash(salted).of("Client Key".getBytes(StandardCharsets.UTF_8));
            return MessageDigest.getInstance("SHA-256").digest(client);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("every Java has a SHA-256 that can be cloned", e);
        }
    }

    /// `Hi` of RFC 5802: PBKDF2 with HMAC-SHA-256 and one block of output.
    private static byte[] salted(byte[] password, byte[] salt, int iterations)
            throws GeneralSecurityException, CloneNotSupportedException {
        KeyedHash hash = new KeyedHash(password);
        byte[] block = Arrays.copyOf(salt, salt.length + 4);
        block[salt.length + 3] = 1;
        byte[] round = hash.of(block);
        byte[] result = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = hash.of(round);
            for (int b = 0; b < result.length; b++) {
                result[b] ^= round[b];
            }
        }
        return result;
    }

    /// HMAC-SHA-256 with the key's two blocks hashed once and for all, which halves the work of thousands of rounds.
    private static final class KeyedHash {
        private static final int BLOCK = 64;

        private final MessageDigest inner = MessageDigest.getInstance("SHA-256");
        private final MessageDigest outer = MessageDigest.getInstance("SHA-256");

        KeyedHash(byte[] key) throws GeneralSecurityException {
            byte[] full = Arrays.copyOf(key.length > BLOCK ? inner.digest(key) : key, BLOCK);
            for (byte b : full) {
                inner.update((byte) (b ^ 0x36));
                outer.update((byte) (b ^ 0x5c));
            }
        }

        byte[] of(byte[] text) throws CloneNotSupportedException {
            MessageDigest first = (MessageDigest) inner.clone();
            MessageDigest second = (MessageDigest) outer.clone();
            return second.digest(first.digest(text));
        }
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
