package dev.pgsteady.readiness;

import java.util.List;

/// What was found by looking at one thing each.
///
/// @param storedPasswords user mappings of foreign servers that hold a password; those that the role may see
public record Probes(List<StoredPassword> storedPasswords) {
    public Probes {
        storedPasswords = List.copyOf(storedPasswords);
    }

    /// Nothing was looked at.
    static Probes none() {
        return new Probes(List.of());
    }

    /// A password in the options of a user mapping. The password itself never leaves the server.
    ///
    /// @param role `public` for a mapping that serves every role
    public record StoredPassword(String role, String server) {}
}
