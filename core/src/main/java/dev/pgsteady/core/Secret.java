package dev.pgsteady.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A value that must not be seen: a password, the pass phrase of a key. Prints as `******` wherever it is put.
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /// Hides `value`.
    ///
    /// @throws IllegalArgumentException when it is empty: an empty password is no password (libpq treats it so too)
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new Secret(value);
    }

    /// The value itself, for the one place that hands it to the driver.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "******";
    }
}
