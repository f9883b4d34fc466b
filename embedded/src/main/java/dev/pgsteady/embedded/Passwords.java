package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes the superuser's password, once.
final class Passwords {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private final RandomGenerator random;

    /// @param random where the characters come from: a `SecureRandom` except in tests
    Passwords(RandomGenerator random) {
        this.random = random;
    }

    /// Leaves an existing file as it is.
    void ensure(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, generate() + "\n");
        }
    }

    /// 32 characters out of 62: about 190 bits.
    String generate() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
