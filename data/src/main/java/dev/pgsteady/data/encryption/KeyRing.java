package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The keys of encrypted columns, by id: the one that encrypts, and those that still decrypt. Beside them may be
/// the key of digests ([Lookup]), which stays when the others change. Its text shows ids alone.
public final class KeyRing implements Keys {
    private static final int BYTES = 32;
    private static final String LOOKUP = "lookup";

    private final String active;
    private final Map<String, Secret> keys;
    private final Optional<Secret> lookup;

    private KeyRing(String active, Map<String, Secret> keys, Optional<Secret> lookup) {
        this.active = active;
        this.keys = Map.copyOf(keys);
        this.lookup = lookup;
        keys.forEach(KeyRing::require);
        lookup.ifPresent(key -> bytes(LOOKUP, key));
        if (!keys.containsKey(active)) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "The key \"" + active + "\" is to encrypt, and the ring has only " + ids() + ".",
                    "Put it into the ring, or name one that is there.");
        }
    }

    /// A ring of keys.
    ///
    /// @param active the id of the key that encrypts
    /// @param keys   32 bytes each, in Base64, by id: lower-case letters, digits and `-`
    /// @throws Problem KEY when an id or a key is none, or the active one is missing
    public static KeyRing of(String active, Map<String, Secret> keys) {
        return new KeyRing(active, keys, Optional.empty());
    }

    /// A ring as a file or a configuration has it: `<id>:<key>`, the one that encrypts first, and
    /// `lookup:<key>` for digests, if any are made.
    ///
    /// @throws Problem KEY when an id or a key is none, or there is no key
    public static KeyRing of(List<String> lines) {
        SequencedMap<String, Secret> keys = new LinkedHashMap<>();
        Optional<Secret> lookup = Optional.empty();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String id = line.substring(0, Math.max(0, colon)).strip();
            String key = line.substring(colon + 1).strip();
            if (id.isEmpty() || key.isEmpty()) {
                throw new Problem(
                        Problem.Kind.KEY,
                        "A line of the keys of encrypted columns does not say '<id>:<key>'.",
                        "'openssl rand -base64 32' makes a key; the first line has the one that encrypts.");
            }
            if (id.equals(LOOKUP)) {
                lookup = Optional.of(Secret.of(key));
            } else {
                keys.put(id, Secret.of(key));
            }
        }
        return new KeyRing(keys.isEmpty() ? "" : keys.firstEntry().getKey(), keys, lookup);
    }

    private static void require(String id, Secret key) {
        if (!id.matches("[a-z0-9-]{1,32}") || id.equals(LOOKUP)) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "A key's id is of lower-case letters, digits and '-', 32 at the most, and not '" + LOOKUP + "'.",
                    "Give it another one; a date does well: 2026-11.");
        }
        bytes(id, key);
    }

    /// A new key.
    public static Secret generate() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    /// A ring of keys that nobody has seen.
    static KeyRing fresh() {
        return new KeyRing("k1", Map.of("k1", generate()), Optional.of(generate()));
    }

    /// The same with a new key that encrypts.
    KeyRing renewed() {
        int number = keys.size() + 1;
        while (keys.containsKey("k" + number)) {
            number++;
        }
        Map<String, Secret> more = new TreeMap<>(keys);
        more.put("k" + number, generate());
        return new KeyRing("k" + number, more, lookup);
    }

    /// What [#of(List)] reads.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(active));
        others().forEach(id -> lines.add(line(id)));
        lookup.ifPresent(key -> lines.add(LOOKUP + ":" + key.reveal()));
        return lines;
    }

    private String line(String id) {
        return id + ":" + secret(id).reveal();
    }

    @Override
    public KeyRing ring() {
        return this;
    }

    @Override
    public KeyRing ringWith(String id) {
        return this;
    }

    /// The id of the key that encrypts.
    public String active() {
        return active;
    }

    /// The ids of the keys that only decrypt.
    public SortedSet<String> others() {
        SortedSet<String> others = ids();
        others.remove(active);
        return others;
    }

    private SortedSet<String> ids() {
        return new TreeSet<>(keys.keySet());
    }

    boolean has(String id) {
        return keys.containsKey(id);
    }

    /// The digests of a column, by the key that the ring has for them.
    ///
    /// @throws Problem KEY when it has none
    public Lookup lookup(String column) {
        return new Lookup(
                lookup.orElseThrow(() -> new Problem(
                        Problem.Kind.KEY,
                        "The values of " + column + " are looked up by digests, and there is no key for those.",
                        "Add a line '" + LOOKUP + ":<key>', with a key that 'openssl rand -base64 32' makes.")),
                column);
    }

    /// A key's bytes.
    ///
    /// @throws Problem KEY when there is none of that id
    byte[] key(String id) {
        return bytes(id, secret(id));
    }

    private Secret secret(String id) {
        return Optional.ofNullable(keys.get(id))
                .orElseThrow(() -> new Problem(
                        Problem.Kind.KEY,
                        "A value was encrypted with the key \"" + id + "\", and the ring has only " + ids() + ".",
                        "Put that key back into the ring until all values are encrypted with another one."));
    }

    /// The bytes of a key, in Base64.
    static byte[] bytes(String id, Secret key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.reveal());
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw none(id);
        }
        throw none(id);
    }

    private static Problem none(String id) {
        return new Problem(
                Problem.Kind.KEY,
                "The key \"" + id + "\" is not 32 bytes in Base64.",
                "'openssl rand -base64 32' makes one.");
    }

    @Override
    public String toString() {
        return "keys " + ids() + ", active " + active;
    }
}
