package dev.pgsteady.core;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import javax.net.SocketFactory;

/// Makes the sockets that pgjdbc speaks through, to the one address that was chosen before: a Unix socket, or a TCP
/// address whatever the name resolves to a second time. Public only because pgjdbc makes it by its name.
public final class EndpointSockets extends SocketFactory {
    private final String endpoint;

    /// @param endpoint `unix:/path/to/.s.PGSQL.5432` or `tcp:192.0.2.1`
    public EndpointSockets(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Socket createSocket() throws IOException {
        String place = endpoint.substring(endpoint.indexOf(':') + 1);
        return endpoint.startsWith("unix:")
                ? new UnixSocket(UnixDomainSocketAddress.of(place))
                : new FixedAddressSocket(InetAddress.getByName(place));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(port);
    }

    private Socket connected(int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved("localhost", port));
        return socket;
    }

    /// A socket that goes to its own address, at the port that it is asked for.
    private static final class FixedAddressSocket extends Socket {
        private static final int BUFFER = 64 * 1024;

        private final InetAddress address;
        private Optional<InputStream> input = Optional.empty();

        FixedAddressSocket(InetAddress address) {
            super(Proxy.NO_PROXY);
            this.address = address;
        }

        @Override
        public void connect(SocketAddress asked, int timeout) throws IOException {
            super.connect(new InetSocketAddress(address, ((InetSocketAddress) asked).getPort()), timeout);
        }

        /// pgjdbc asks for 8 kB at a time, which is what the server sends at a time: where many rows come, more is
        /// there.
        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (input.isEmpty()) {
                input = Optional.of(new BufferedInputStream(super.getInputStream(), BUFFER));
            }
            return input.get();
        }
    }
}
