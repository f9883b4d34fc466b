package dev.pgsteady.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A network between a client and the server that breaks at a bad moment: the server gets the COMMIT and does
/// it, and its answer never arrives.
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingRelay(int server) throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Swallows the answers to this many commits, and breaks those connections.
    void cut(int commits) {
        cuts.set(commits);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
                boolean[] cutting = {false};
                Thread.ofVirtual().start(() -> pump(client, there, cutting, true));
                Thread.ofVirtual().start(() -> pump(there, client, cutting, false));
            } catch (IOException e) {
                close();
            }
        }
    }

    private void pump(Socket from, Socket to, boolean[] cutting, boolean asking) {
        byte[] buffer = new byte[65536];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (cutting) {
                    if (asking && commit(buffer, read)) {
                        cutting[0] = cuts.getAndUpdate(c -> Math.max(0, c - 1)) > 0;
                    }
                    if (!asking && cutting[0]) {
                        return;
                    }
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side is gone, and the other one goes with it.
            cutting[0] = true;
        }
    }

    private static boolean commit(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
