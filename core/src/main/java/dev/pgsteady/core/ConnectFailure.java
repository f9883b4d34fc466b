package dev.pgsteady.core;

import java.sql.SQLException;
import java.util.Optional;

/// An attempt to connect that failed, with the address that was tried: what [Diagnosis] puts into words.
final class ConnectFailure extends SQLException {
    private static final long serialVersionUID = 1L;

    private final transient Host host;
    private final transient Optional<Endpoint> endpoint;
    private final String reason;

    ConnectFailure(Host host, Optional<Endpoint> endpoint, Exception cause) {
        super(
                "connecting to " + host + " failed: " + cause.getMessage(),
                cause instanceof SQLException sql ? sql.getSQLState() : "08001",
                cause);
        this.host = host;
        this.endpoint = endpoint;
        this.reason = String.valueOf(cause.getMessage());
    }

    /// What the driver or the resolver said.
    String reason() {
        return reason;
    }

    Host host() {
        return host;
    }

    /// Empty when the name did not resolve.
    Optional<Endpoint> endpoint() {
        return endpoint;
    }
}
