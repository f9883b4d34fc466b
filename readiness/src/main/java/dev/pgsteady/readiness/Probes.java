package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.TlsIdentity;
import java.util.List;
import java.util.Optional;

/// What was found by looking at one thing each.
///
/// @param storedPasswords user mappings of foreign servers that hold a password; those that the role may see
/// @param histories       what migration tools wrote down of failures, for each history of a [HistoryTool]
/// @param tls             who the server says that it is
public record Probes(List<StoredPassword> storedPasswords, List<History> histories, TlsIdentity tls) {
    /// Nobody asked.
    static final TlsIdentity UNASKED = new TlsIdentity.Unseen("nobody asked the server for its certificate");

    public Probes {
        storedPasswords = List.copyOf(storedPasswords);
        histories = List.copyOf(histories);
    }

    /// Nothing was looked at.
    static Probes none() {
        return new Probes(List.of(), List.of(), UNASKED);
    }

    /// The same with what was looked at later.
    Probes with(List<History> looked, TlsIdentity seen) {
        return new Probes(storedPasswords, looked, seen);
    }

    /// A password in the options of a user mapping. The password itself never leaves the server.
    ///
    /// @param role `public` for a mapping that serves every role
    public record StoredPassword(String role, String server) {}

    /// A migration tool's history.
    ///
    /// @param failures how many of its rows say that something went wrong; empty when it could not be read
    public record History(QualifiedName table, Optional<Long> failures) {}
}
