package dev.pgsteady.backup.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// The way to a server of any protocol, which can be cut after so many bytes, or frozen.
final class Pipe implements AutoCloseable {
    private final int target;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean frozen;

    Pipe(int target) throws IOException {
        this.target = target;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Cuts all connections, once, when so many bytes more have gone to the server.
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    /// Lets nothing through any more, and says nothing about it.
    void freeze() {
        frozen = true;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.addAll(List.of(client, server));
                threads.submit(() -> pump(client.getInputStream(), server.getOutputStream(), true));
                threads.submit(() -> pump(server.getInputStream(), client.getOutputStream(), false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Object pump(InputStream in, OutputStream out, boolean counted) throws Exception {
        byte[] some = new byte[8192];
        try (in;
                out) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                if (frozen) {
                    new Semaphore(0).acquire();
                }
                if (counted && left.addAndGet(-read) < 0) {
                    left.set(Long.MAX_VALUE);
                    cut();
                }
                out.write(some, 0, read);
                out.flush();
            }
        }
        return out;
    }

    private void cut() throws IOException {
        for (Socket one : open) {
            one.close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
