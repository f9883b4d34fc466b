package dev.pgsteady.backup;

import java.security.SecureRandom;
import java.util.Arrays;

/// The key that a repository's content is encrypted with. Never leaves this process but wrapped; prints
/// as `******`.
final class DataKey {
    static final int LENGTH = 32;

    private final byte[] bytes;

    DataKey(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a data key has 32 bytes");
        }
        this.bytes = bytes.clone();
    }

    static DataKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new DataKey(bytes);
    }

    byte[] reveal() {
        return bytes.clone();
    }

    /// A key for one purpose, which says nothing about this one.
    byte[] derive(String word, byte[] salt) {
        return Digests.mac(bytes, word, salt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "******";
    }
}
