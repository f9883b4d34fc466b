package dev.pgsteady.apps.exportsathi.secrets;

import dev.pgsteady.core.Problem;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Keys by name: the first one seals, all of them open. Prints no key.
///
/// @param find the key of marks, which stays when the others change
/// @param keys the newest first
record KeyRing(SecretKey find, SequencedMap<String, SecretKey> keys) {
    private static final int BYTES = 32;
    private static final String NAME = "[a-z0-9]{1,20}";

    KeyRing {
        keys = new LinkedHashMap<>(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a ring has a key");
        }
    }

    /// A ring with keys that nobody has seen.
    static KeyRing fresh() {
        SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
        keys.put("k1", random());
        return new KeyRing(random(), keys);
    }

    /// @param lines `find:<key>` and `<name>:<key>`, each key 32 bytes in Base64
    static KeyRing of(List<String> lines) {
        Optional<SecretKey> find = Optional.empty();
        SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            SecretKey key = key(name, line.substring(colon + 1).strip());
            if (name.equals("find")) {
                find = Optional.of(key);
            } else {
                keys.put(name, key);
            }
        }
        if (find.isEmpty() || keys.isEmpty()) {
            throw wrong("There is no key 'find', or no other key");
        }
        return new KeyRing(find.get(), keys);
    }

    private static SecretKey key(String name, String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (name.matches(NAME) && bytes.length == BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            throw wrong("The key '" + name + "' is no Base64");
        }
        throw wrong("The key '" + name + "' has not 32 bytes, or its name is not of 1 to 20 letters and digits");
    }

    private static Problem wrong(String what) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                what + ", among those that columns are sealed with.",
                "Say 'find:<key>' and at least one '<name>:<key>', each key 32 random bytes in Base64.");
    }

    private static SecretKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }

    /// The lines that [#of] reads.
    List<String> lines() {
        List<String> lines = keys.entrySet().stream()
                .map(e -> line(e.getKey(), e.getValue()))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        lines.add(line("find", find));
        return lines;
    }

    private static String line(String name, SecretKey key) {
        return name + ":" + Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /// The same with a new key in front.
    KeyRing renewed() {
        SequencedMap<String, SecretKey> more = new LinkedHashMap<>();
        int number = keys.size() + 1;
        while (keys.containsKey("k" + number)) {
            number++;
        }
        more.put("k" + number, random());
        more.putAll(keys);
        return new KeyRing(find, more);
    }

    /// The name of the key that seals.
    String newest() {
        return keys.firstEntry().getKey();
    }

    /// The names of those that only open.
    List<String> older() {
        return keys.keySet().stream().skip(1).toList();
    }

    Optional<SecretKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
