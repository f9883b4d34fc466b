package dev.pgsteady.apps.web.signin;

import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in, going on, and signing out.
@RestController
@RequestMapping("/api/auth")
public class SignIn {
    private static final String WRONG = "The name or the password is wrong.";

    private final Accounts accounts;
    private final Passwords passwords;
    private final AccessTokens access;
    private final RefreshTokens refresh;
    private final WrongPasswords wrong;

    SignIn(Accounts accounts, Passwords passwords, AccessTokens access, RefreshTokens refresh, WrongPasswords wrong) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.access = access;
        this.refresh = refresh;
        this.wrong = wrong;
    }

    /// Who, and how he proves it.
    ///
    /// @param login mail address or user name
    public record Credentials(
            @NotBlank @Size(max = 320) String login,
            @NotBlank @Size(max = 200) String password) {
        @Override
        public String toString() {
            return "credentials of " + login;
        }
    }

    /// A token that was given out with the last one.
    public record Refresh(@NotBlank @Size(max = 100) String refreshToken) {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /// What a client goes on with.
    ///
    /// @param accessToken  for the header `Authorization: Bearer ...`
    /// @param expiresIn    seconds that it is good for
    /// @param refreshToken for `/api/auth/refresh`, once
    public record Tokens(String accessToken, long expiresIn, String refreshToken) {
        @Override
        public String toString() {
            return "tokens";
        }
    }

    @PostMapping("/login")
    Tokens login(@Valid @RequestBody Credentials credentials) {
        Optional<Account> account = accounts.named(credentials.login());
        String counted = account.map(a -> a.id().toString()).orElse(credentials.login());
        wrong.take(counted);
        Optional<String> hash = passwords.proved(account.filter(Account::active), credentials.password());
        if (account.isEmpty() || hash.isEmpty()) {
            throw new Refusal(HttpStatus.UNAUTHORIZED, WRONG);
        }
        wrong.forget(counted);
        accounts.signedIn(account.get().id(), hash.get());
        return tokens(account.get(), refresh.first(account.get().id()));
    }

    @PostMapping("/refresh")
    Tokens refresh(@Valid @RequestBody Refresh request) {
        return switch (refresh.exchange(request.refreshToken())) {
            case RefreshTokens.Exchange.Next next ->
                accounts.of(next.user())
                        .filter(Account::active)
                        .map(account -> tokens(account, next.token()))
                        .orElseThrow(SignIn::over);
            case RefreshTokens.Exchange.Refused refused -> throw over();
        };
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@Valid @RequestBody Refresh request) {
        refresh.end(request.refreshToken());
    }

    private static Refusal over() {
        return new Refusal(HttpStatus.UNAUTHORIZED, "This sign-in is over. Sign in again.");
    }

    private Tokens tokens(Account account, String next) {
        return new Tokens(access.sign(account), access.life().toSeconds(), next);
    }
}
