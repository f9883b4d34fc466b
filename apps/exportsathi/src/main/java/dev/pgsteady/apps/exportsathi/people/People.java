package dev.pgsteady.apps.exportsathi.people;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own account.
@RestController
public class People {
    private static final String E164 = "\\+[1-9][0-9]{6,14}";

    private final Users users;
    private final SignUp signUp;
    private final Fields fields;

    People(Users users, SignUp signUp, Fields fields) {
        this.users = users;
        this.signUp = signUp;
        this.fields = fields;
    }

    /// A new account.
    ///
    /// @param phone with the country's code: `+919812345678`
    public record Registration(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(min = 10, max = 200) String password,
            @NotNull BusinessType businessType,
            @NotNull CompanySize companySize,
            @Nullable @Size(min = 1, max = 200) String companyName,
            @Nullable @Pattern(regexp = E164) String phone) {
        @Override
        public String toString() {
            return "registration of " + email;
        }
    }

    /// What an account is from now on.
    ///
    /// @param updatedAt as it was read
    public record Change(
            @NotNull BusinessType businessType,
            @NotNull CompanySize companySize,
            @Nullable @Size(min = 1, max = 200) String companyName,
            @Nullable @Pattern(regexp = E164) String phone,
            @NotNull Instant updatedAt) {
        @Override
        public String toString() {
            return "change of an account";
        }
    }

    /// An account as its owner sees it.
    public record Mine(
            UUID id,
            String email,
            BusinessType businessType,
            CompanySize companySize,
            @Nullable String companyName,
            @Nullable String phone,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        static Mine of(User user, Fields fields) {
            return new Mine(
                    user.key(),
                    user.email(),
                    user.businessType(),
                    user.companySize(),
                    user.companyName().orElse(null),
                    user.phone(fields).orElse(null),
                    user.getCreatedAt(),
                    user.getUpdatedAt());
        }

        @Override
        public String toString() {
            return "account " + id;
        }
    }

    @PostMapping("/api/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mine register(@Valid @RequestBody Registration registration) {
        return Mine.of(signUp.signUp(registration), fields);
    }

    @GetMapping("/api/me")
    @Transactional(readOnly = true)
    public Mine mine(Authentication token) {
        return users.findById(Caller.of(token))
                .map(u -> Mine.of(u, fields))
                .orElseThrow(() -> Refusal.unknown("account"));
    }

    @PatchMapping("/api/me")
    @Transactional
    public Mine change(Authentication token, @Valid @RequestBody Change change) {
        User user = users.locked(Caller.of(token)).orElseThrow(() -> Refusal.unknown("account"));
        user.requireUnchanged(change.updatedAt());
        user.company(change.businessType(), change.companySize(), change.companyName());
        user.phone(change.phone(), fields);
        return Mine.of(users.saveAndFlush(user), fields);
    }

    /// With the account goes all that belongs to it, also what lies in the trash: the foreign keys say so.
    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Authentication token) {
        users.deleteById(Caller.of(token));
    }

    /// Whose telephone number it is. The number is looked up by its digest; no other one is decrypted.
    @GetMapping("/api/staff/users")
    @Transactional(readOnly = true)
    public List<Mine> withPhone(@RequestParam @Pattern(regexp = E164) String phone) {
        return users.withPhone(fields.digest(phone)).stream()
                .map(u -> Mine.of(u, fields))
                .toList();
    }
}
