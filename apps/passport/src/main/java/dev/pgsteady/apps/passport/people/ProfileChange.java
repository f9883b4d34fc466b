package dev.pgsteady.apps.passport.people;

import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What a profile is from now on; what is left out or blank is not known.
///
/// @param phone   in the form of E.164: `+4930123456`
/// @param country two letters of ISO 3166-1
/// @param version the one that was read
public record ProfileChange(
        @Nullable @Pattern(regexp = "([+][1-9][0-9]{6,14})?", message = "is like +4930123456")
        String phone,

        @Nullable @Size(max = 200) String street,
        @Nullable @Size(max = 200) String landmark,
        @Nullable @Size(max = 100) String city,
        @Nullable @Size(max = 100) String state,
        @Nullable @Size(max = 10) String postalCode,

        @Nullable @Pattern(regexp = "([A-Z]{2})?", message = "is two letters")
        String country,

        @NotNull Long version) {

    /// Writes it into a profile.
    ///
    /// @throws Refusal when the profile was changed since, or the postal code is none of the country's
    public void into(UserProfile profile) {
        if (profile.getVersion() != version) {
            throw Refusal.changed(profile.getVersion());
        }
        String code = said(postalCode);
        String land = said(country);
        if (code != null && !PostalCodes.fits(land == null ? "" : land, code)) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Some fields are missing or wrong.")
                    .with(
                            "errors",
                            List.of(Map.of("field", "postalCode", "message", "is no postal code of the country")));
        }
        profile.change(
                said(phone),
                new UserProfile.Address(said(street), said(landmark), said(city), said(state), code, land));
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
