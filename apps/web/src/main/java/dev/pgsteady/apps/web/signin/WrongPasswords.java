package dev.pgsteady.apps.web.signin;

import dev.pgsteady.apps.web.FrontProperties;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.core.Problem;
import dev.pgsteady.data.limits.Decision;
import dev.pgsteady.data.limits.LimitRule;
import dev.pgsteady.data.limits.Limits;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How often a password was tried for an account lately, by whichever of its names, or for a name that no account
/// has. Counted in the database, and so once for all instances of an application ([Limits]); what is counted is kept
/// there as a digest, since it may be a mail address. A digest without a key does not hide an address from somebody
/// who guesses it.
@Component
final class WrongPasswords {
    private static final System.Logger LOG = System.getLogger(WrongPasswords.class.getName());
    private static final String SCOPE = "sign-in";
    private static final Duration WHILE = Duration.ofMinutes(15);

    private final ObjectProvider<Limits> limits;
    private final LimitRule rule;

    /// @param limits asked for at the first try, since an application may start before its database does
    WrongPasswords(ObjectProvider<Limits> limits, FrontProperties properties) {
        this.limits = limits;
        this.rule = LimitRule.of(SCOPE, properties.tries(), WHILE).failingClosed();
    }

    /// Takes one of the tries that are left, before the password is looked at: of many at the same moment no more get
    /// one than there are.
    ///
    /// @param who the account's key, or a name that no account has
    /// @throws Refusal when none is left, with the time until the next; or when the database does not answer
    void take(String who) {
        Decision decision = ask(who);
        if (decision.allowed()) {
            return;
        }
        if (decision.outcome() == Decision.Outcome.UNANSWERED) {
            throw away(decision.retryAfter());
        }
        throw new Refusal(HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords. Wait, then try again.")
                .after(Duration.ofSeconds(
                        decision.retryAfter().plusNanos(999_999_999).toSeconds()));
    }

    private Decision ask(String who) {
        try {
            return limits.getObject().ask(rule, subject(who));
        } catch (BeanCreationException e) {
            LOG.log(System.Logger.Level.WARNING, "tries of passwords cannot be counted", e);
            throw away(Duration.ofSeconds(1));
        }
    }

    private static Refusal away(Duration time) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer at the moment. Try again.")
                .after(time);
    }

    /// Gives all tries back.
    ///
    /// @param who as it was taken with
    /// @throws Problem when the database does not answer
    void forget(String who) {
        limits.getObject().forget(SCOPE, subject(who));
    }

    /// Deletes what was counted for names that have all of their tries back: every five minutes, or as often
    /// as `front.clean` says.
    @Scheduled(initialDelayString = "${front.clean:PT5M}", fixedDelayString = "${front.clean:PT5M}")
    void clean() {
        try {
            limits.getObject().clean();
        } catch (Problem | BeanCreationException e) {
            LOG.log(System.Logger.Level.WARNING, "tries of passwords that are over could not be deleted", e);
        }
    }

    /// Lower case letter by letter, as the database compares names: that of a whole word makes two letters of İ,
    /// and so another name than the one that the database finds.
    private static String subject(String who) {
        StringBuilder name = new StringBuilder();
        who.strip().codePoints().map(Character::toLowerCase).forEach(name::appendCodePoint);
        return HexFormat.of().formatHex(Sha256.of(name.toString()));
    }
}
