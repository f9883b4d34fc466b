package dev.pgsteady.apps.web.signin;

import java.util.UUID;
import org.springframework.security.core.Authentication;

/// Who makes a request.
public final class Caller {
    private Caller() {}

    /// The account of a token.
    public static UUID of(Authentication token) {
        return UUID.fromString(token.getName());
    }
}
