package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The keys of encrypted columns, by id: the one that encrypts, and those that still decrypt. Its text shows
/// ids alone.
public final class KeyRing {
    private static final int BYTES = 32;

    private final String active;
    private final Map<String, Secret> keys;

    private KeyRing(String active, Map<String, Secret> keys) {
        this.active = active;
        this.keys = Map.copyOf(keys);
    }

    /// A ring of keys.
    ///
    /// @param active the id of the key that encrypts
    /// @param keys   32 bytes each, in Base64, by id: lower-case letters, digits and `-`
    /// @throws Problem KEY when an id or a key is none, or the active one is missing
    public static KeyRing of(String active, Map<String, Secret> keys) {
        keys.forEach(KeyRing::require);
        if (!keys.containsKey(active)) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "The key \"" + active + "\" is to encrypt, and the ring has only " + new TreeMap<>(keys).keySet()
                            + ".",
                    "Put it into the ring, or name one that is there.");
        }
        return new KeyRing(active, keys);
    }

    private static void require(String id, Secret key) {
        if (!id.matches("[a-z0-9-]{1,32}")) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "A key's id is of lower-case letters, digits and '-', 32 at the most.",
                    "Give it another one; a date does well: 2026-11.");
        }
        if (bytes(key).filter(b -> b.length == BYTES).isEmpty()) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "The key \"" + id + "\" is not 32 bytes in Base64.",
                    "'openssl rand -base64 32' makes one.");
        }
    }

    /// A new key.
    public static Secret generate() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    /// The id of the key that encrypts.
    public String active() {
        return active;
    }

    /// A key's bytes.
    ///
    /// @throws Problem KEY when there is none of that id
    byte[] key(String id) {
        return Optional.ofNullable(keys.get(id))
                .flatMap(KeyRing::bytes)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.KEY,
                        "A value was encrypted with the key \"" + id + "\", and the ring has only "
                                + new TreeMap<>(keys).keySet() + ".",
                        "Put that key back into the ring until all values are encrypted with another one."));
    }

    private static Optional<byte[]> bytes(Secret key) {
        try {
            return Optional.of(Base64.getDecoder().decode(key.reveal()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "keys " + new TreeMap<>(keys).keySet() + ", active " + active;
    }
}
