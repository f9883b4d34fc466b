package dev.pgsteady.apps.web.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes of passwords: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). BCrypt's are
/// understood, and replaced when their owner next signs in.
///
/// As many are computed at once as there are processors, since each takes its memory.
@Component
public final class Passwords {
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2",
            Map.of(
                    "argon2", new Argon2PasswordEncoder(SALT, HASH, LANES, KIBIBYTES, PASSES),
                    "bcrypt", new BCryptPasswordEncoder()));
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));
    private final String nobodys = "{argon2}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(KIBIBYTES, PASSES, LANES, random(SALT), random(HASH));

    /// Nobody knows a password that has this hash, and none was computed for it: that took a tenth of a start.
    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }

    /// The hash of a new password.
    public String hash(String password) {
        return inTurn(() -> encoder.encode(password));
    }

    /// The hash to keep from now on, when the password is the right one. Takes as long for an account that is not
    /// there as for one that is.
    Optional<String> proved(Optional<Account> account, String password) {
        String hash = account.map(Account::passwordHash).orElse(nobodys);
        return inTurn(() -> {
            boolean right = encoder.matches(password, hash);
            if (account.isEmpty() || !right) {
                return Optional.empty();
            }
            return Optional.of(encoder.upgradeEncoding(hash) ? encoder.encode(password) : hash);
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
