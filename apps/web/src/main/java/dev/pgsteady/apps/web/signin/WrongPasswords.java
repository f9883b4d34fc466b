package dev.pgsteady.apps.web.signin;

import dev.pgsteady.apps.web.FrontProperties;
import dev.pgsteady.apps.web.problems.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// How often a wrong password was given for a name lately, whether there is such an account or not. Kept in memory, for
/// the last ten thousand names.
@Component
final class WrongPasswords {
    private static final Duration WHILE = Duration.ofMinutes(15);
    private static final int NAMES = 10_000;

    private final int most;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > NAMES;
        }
    };

    private record Count(int tries, Instant since) {}

    WrongPasswords(FrontProperties properties) {
        this.most = properties.tries();
    }

    synchronized void requireFewer(String login) {
        Count count = counts.get(key(login));
        if (count != null
                && count.tries() >= most
                && Instant.now().isBefore(count.since().plus(WHILE))) {
            long wait =
                    Duration.between(Instant.now(), count.since().plus(WHILE)).toSeconds() + 1;
            throw new Refusal(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords. Wait, then try again.")
                    .after(Duration.ofSeconds(wait));
        }
    }

    synchronized void another(String login) {
        Count fresh = new Count(1, Instant.now());
        counts.merge(
                key(login),
                fresh,
                (old, one) ->
                        Instant.now().isAfter(old.since().plus(WHILE)) ? one : new Count(old.tries() + 1, old.since()));
    }

    synchronized void forget(String login) {
        counts.remove(key(login));
    }

    private static String key(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }
}
