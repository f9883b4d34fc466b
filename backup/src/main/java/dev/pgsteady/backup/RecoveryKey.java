package dev.pgsteady.backup;

import dev.pgsteady.core.Secret;
import java.security.SecureRandom;
import java.util.Locale;

/// A secret that is printed and put away: 30 letters and digits in groups of five, without those that
/// look alike (Crockford's base 32), 150 bits of chance.
final class RecoveryKey {
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 30;
    private static final int GROUP = 5;

    private RecoveryKey() {}

    static Secret random(SecureRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return Secret.of(text.toString());
    }

    /// The key as it was meant, however a person typed it; any other secret as it is.
    static Secret typed(Secret secret) {
        String text = secret.reveal()
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean key = text.length() == LENGTH && text.chars().allMatch(c -> LETTERS.indexOf(c) >= 0);
        return key ? Secret.of(text.replaceAll("(.{5})(?!$)", "$1-")) : secret;
    }
}
