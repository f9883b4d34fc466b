package dev.pgsteady.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/// A value that must not be seen: a password, the pass phrase of a key. Prints as `******` wherever it is
/// put.
public final class Secret {
    private final Supplier<String> value;
    private final boolean asked;

    private Secret(Supplier<String> value, boolean asked) {
        this.value = value;
        this.asked = asked;
    }

    /// Hides `value`.
    ///
    /// @throws IllegalArgumentException when it is empty: an empty password is no password, for libpq too
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new Secret(() -> value, false);
    }

    /// A secret that is asked for anew each time that it is needed, because it does not stay the same: a
    /// token that is good for some minutes (IAM of a cloud), a password that another system changes. As a
    /// password it is asked for once for each new connection.
    ///
    /// @param source gives it, and throws a [Problem] when it cannot; asked by several threads at once
    public static Secret asked(Supplier<Secret> source) {
        return new Secret(() -> source.get().reveal(), true);
    }

    /// The value itself, for the one place that hands it to the driver.
    public String reveal() {
        return value.get();
    }

    /// Two that are asked for are the same only when they are asked of the same source: nothing is asked
    /// to compare.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Secret that) || asked || that.asked) {
            return this == other;
        }
        return MessageDigest.isEqual(
                reveal().getBytes(StandardCharsets.UTF_8), that.reveal().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return asked ? System.identityHashCode(this) : reveal().hashCode();
    }

    @Override
    public String toString() {
        return "******";
    }
}
