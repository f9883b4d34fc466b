package dev.pgsteady.apps.passport.people;

import org.jspecify.annotations.Nullable;

/// A profile as it is shown.
///
/// @param fullAddress what is known of the address, on one line
public record ProfileView(
        @Nullable String phone, UserProfile.Address address, String fullAddress, boolean complete, long version) {
    public static ProfileView of(UserProfile p) {
        return new ProfileView(p.phone(), p.address(), p.fullAddress(), p.isComplete(), p.getVersion());
    }
}
