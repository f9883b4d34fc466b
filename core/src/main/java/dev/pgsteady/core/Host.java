package dev.pgsteady.core;

import java.util.Optional;

/// One of the servers that a connection may go to.
///
/// @param name     host name, address, or the directory of a Unix socket (then it begins with `/`)
/// @param address  the address to connect to in place of what the name resolves to (libpq's `hostaddr`)
/// @param port     1 to 65535
/// @param password the password for this server, and where it was found
public record Host(String name, Optional<String> address, int port, Optional<Password> password) {
    public Host {
        if (name.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a server's address: " + name + " port " + port);
        }
    }

    /// A password and where it was found.
    public record Password(Secret secret, Origin origin) {}

    /// Whether this is the directory of a Unix socket.
    public boolean socket() {
        return name.startsWith("/");
    }

    /// The address as a person writes it: `db.example:5432`, `[::1]:5432`, `/tmp/.s.PGSQL.5432`.
    @Override
    public String toString() {
        if (socket()) {
            return name + "/.s.PGSQL." + port;
        }
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
