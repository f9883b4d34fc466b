package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.core.TlsIdentity;
import java.util.List;

/// How a check is done.
///
/// @param timeouts     how long it may keep the server busy
/// @param evidence     what has been recorded about the database
/// @param suppressions findings that are known and accepted
/// @param tls          who the server said that it was when it was asked for TLS; a JDBC connection does not tell
public record CheckOptions(Timeouts timeouts, Evidence evidence, List<Suppression> suppressions, TlsIdentity tls) {
    public CheckOptions {
        suppressions = List.copyOf(suppressions);
    }

    /// [Timeouts#FOR_CHECKS], nothing recorded, nothing accepted, no certificate seen.
    public static CheckOptions usual() {
        return new CheckOptions(Timeouts.FOR_CHECKS, Evidence.none(), List.of(), Probes.UNASKED);
    }
}
