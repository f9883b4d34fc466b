package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.apps.web.signin.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;

/// Who asks for something, from where and with what.
///
/// @param address   as the server sees it; behind a proxy set `server.forward-headers-strategy`
/// @param userAgent what the program says that it is
public record Asker(
        UUID user, @Nullable InetAddress address, @Nullable String userAgent) {
    private static final int LONGEST = 400;

    /// The one of a request.
    public static Asker of(Authentication token, HttpServletRequest request) {
        return new Asker(Caller.of(token), address(request.getRemoteAddr()), agent(request));
    }

    /// The server gives an address in digits, which nobody has to be asked for.
    private static @Nullable InetAddress address(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable String agent(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent == null ? null : agent.replace("\0", "").substring(0, Math.min(agent.length(), LONGEST));
    }
}
