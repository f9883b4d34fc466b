package dev.pgsteady.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// What answers at an address, as far as its first bytes tell.
enum Peer {
    POSTGRES("PostgreSQL"),
    HTTP("an HTTP server"),
    MYSQL("MySQL or MariaDB"),
    SSH("an SSH server"),
    REDIS("Redis"),
    OTHER("something that does not speak its protocol"),
    /// Accepts connections and says nothing.
    SILENT("something that says nothing"),
    UNREACHABLE("nothing");

    /// SSLRequest: length 8, code 80877103 (manual, 55.7 Message Formats).
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

    private static final byte[] HTTP_REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int WAIT_MILLIS = 700;

    private final String words;

    Peer(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// What a client sends to ask for TLS.
    static byte[] sslRequest() {
        return SSL_REQUEST.clone();
    }

    /// Looks: asks for TLS as PostgreSQL's clients do, and when that is met with silence, asks as a browser does.
    static Peer at(Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.Tcp tcp)) {
            return UNREACHABLE;
        }
        Peer first = ask(tcp, SSL_REQUEST);
        if (first != SILENT && first != OTHER) {
            return first;
        }
        Peer second = ask(tcp, HTTP_REQUEST);
        return second == HTTP ? HTTP : first;
    }

    private static Peer ask(Endpoint.Tcp tcp, byte[] question) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(tcp.address(), tcp.port()), WAIT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            socket.getOutputStream().write(question);
            socket.getOutputStream().flush();
            return answer(socket);
        } catch (IOException e) {
            return UNREACHABLE;
        }
    }

    private static Peer answer(Socket socket) {
        byte[] bytes = new byte[128];
        try {
            int count = socket.getInputStream().read(bytes);
            return count <= 0 ? OTHER : of(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        } catch (SocketTimeoutException e) {
            return SILENT;
        } catch (IOException e) {
            return OTHER;
        }
    }

    private static Peer of(String said) {
        if (said.equals("S") || said.equals("N") || said.startsWith("E\0") || said.startsWith("EFATAL")) {
            return POSTGRES;
        }
        if (said.startsWith("HTTP/") || said.contains("<html")) {
            return HTTP;
        }
        if (said.startsWith("SSH-")) {
            return SSH;
        }
        if (said.startsWith("-ERR") || said.startsWith("-NOAUTH")) {
            return REDIS;
        }
        // A greeting: three bytes of length, a sequence number of 0, then protocol 10 or an error.
        boolean greeting = said.length() > 4 && said.charAt(3) == 0 && (said.charAt(4) == 10 || said.charAt(4) == 0xff);
        return greeting ? MYSQL : OTHER;
    }
}
