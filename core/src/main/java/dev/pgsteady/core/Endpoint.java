package dev.pgsteady.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// One address that a connection can be made to: a host may have several.
sealed interface Endpoint {
    /// A TCP address.
    ///
    /// @param name    the host's name, which TLS verifies
    /// @param address what the name resolved to, or libpq's `hostaddr`
    record Tcp(String name, InetAddress address, int port) implements Endpoint {
        @Override
        public String factoryArgument() {
            return "tcp:" + address.getHostAddress();
        }

        @Override
        public String toString() {
            String number = address.getHostAddress();
            String shown = number.contains(":") ? "[" + number + "]" : number;
            return name.equals(number) ? shown + ":" + port : name + " (" + shown + "):" + port;
        }
    }

    /// A Unix socket of this machine.
    record UnixSocket(Path directory, int port) implements Endpoint {
        Path file() {
            return directory.resolve(".s.PGSQL." + port);
        }

        @Override
        public String factoryArgument() {
            return "unix:" + file();
        }

        @Override
        public String toString() {
            return "the socket " + file();
        }
    }

    int port();

    /// What [EndpointSockets] is told.
    String factoryArgument();

    /// Every address of a host, in the resolver's order.
    static List<Endpoint> of(Host host) throws UnknownHostException {
        if (host.socket()) {
            return List.of(new UnixSocket(Path.of(host.name()), host.port()));
        }
        String asked = host.address().orElse(host.name());
        return Arrays.stream(InetAddress.getAllByName(asked))
                .<Endpoint>map(address -> new Tcp(host.name(), address, host.port()))
                .toList();
    }
}
