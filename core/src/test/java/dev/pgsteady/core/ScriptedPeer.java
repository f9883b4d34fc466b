package dev.pgsteady.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Something that listens on a port of this machine and says what it was told to say.
final class ScriptedPeer implements AutoCloseable {
    /// What is done with one connection.
    interface Script {
        void speak(Socket socket, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;

    ScriptedPeer(Script script) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(() -> accept(script));
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(script, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Script script, Socket socket) {
        try (socket) {
            script.speak(socket, socket.getInputStream(), socket.getOutputStream());
        } catch (Exception e) {
            // The other side went away or refused, as it does in these tests.
            return;
        }
    }

    /// Answers any request as a web server does.
    static Script http() {
        return (socket, in, out) -> {
            in.read(new byte[8]);
            out.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        };
    }

    /// Greets as MySQL 8 does, before it is asked.
    static Script mysql() {
        return (socket, in, out) -> {
            out.write(new byte[] {0x4a, 0, 0, 0, 10});
            out.write("8.0.36\0caching_sha2_password\0".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.read(new byte[8]);
        };
    }

    /// Says nothing until the other side has gone.
    static Script silent() {
        return (socket, in, out) -> in.transferTo(OutputStream.nullOutputStream());
    }

    /// Speaks PostgreSQL's protocol (manual, 55.2): refuses TLS, then sends these messages.
    static Script postgres(byte[]... messages) {
        return (socket, in, out) -> {
            byte[] first = in.readNBytes(8);
            boolean tls = ByteBuffer.wrap(first).getInt(4) == 80877103;
            if (tls) {
                out.write('N');
                out.flush();
                first = in.readNBytes(8);
            }
            in.readNBytes(ByteBuffer.wrap(first).getInt(0) - 8);
            for (byte[] message : messages) {
                out.write(message);
            }
            out.flush();
            in.read();
        };
    }

    /// An ErrorResponse.
    static byte[] error(String state, String text) {
        return message('E', "SFATAL\0VFATAL\0C" + state + "\0M" + text + "\0\0");
    }

    /// AuthenticationOk, what the server says of itself, BackendKeyData and ReadyForQuery.
    static byte[] ready(String... statuses) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(message('R', "\0\0\0\0"));
        all.writeBytes(message('S', "client_encoding\0UTF8\0"));
        all.writeBytes(message('S', "DateStyle\0ISO, MDY\0"));
        for (String status : statuses) {
            all.writeBytes(message('S', status.replace('=', '\0') + "\0"));
        }
        all.writeBytes(message('K', "\0\0\0\1\0\0\0\1"));
        all.writeBytes(message('Z', "I"));
        return all.toByteArray();
    }

    private static byte[] message(char kind, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) kind)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
