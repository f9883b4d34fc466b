package dev.pgsteady.core;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Who a server says that it is when a client asks for TLS (manual, 19.9 Secure TCP/IP Connections with SSL).
public sealed interface TlsIdentity {
    /// The certificate that it showed.
    ///
    /// @param host       the name or address that the client went to
    /// @param from       from when it is valid
    /// @param until      until when
    /// @param selfSigned whether nobody else vouches for it
    /// @param names      the host names and addresses that it is for; its common name where it lists no host name
    record Shown(String host, int port, Instant from, Instant until, boolean selfSigned, List<String> names)
            implements TlsIdentity {
        public Shown {
            names = List.copyOf(names);
        }

        /// Whether it is for the host that the client went to, as libpq compares under `sslmode=verify-full`.
        public boolean namesHost() {
            return names.stream().anyMatch(this::means);
        }

        /// `*.example.org` stands for one label: it means `db.example.org` and not `a.db.example.org`.
        private boolean means(String name) {
            String pattern = name.toLowerCase(Locale.ROOT);
            String asked = host.toLowerCase(Locale.ROOT);
            if (!pattern.startsWith("*.")) {
                return pattern.equals(asked);
            }
            int dot = asked.indexOf('.');
            return dot > 0 && asked.substring(dot).equals(pattern.substring(1));
        }
    }

    /// No certificate was seen.
    ///
    /// @param reason why, as a clause
    record Unseen(String reason) implements TlsIdentity {}

    /// Asks the first server of these settings that answers over TCP, with a connection of its own that ends after the
    /// handshake. Believes whatever it shows. Never throws for what a server or a network can do.
    static TlsIdentity of(ConnectionSettings settings) {
        return new TlsHandshake(settings).identity();
    }
}
