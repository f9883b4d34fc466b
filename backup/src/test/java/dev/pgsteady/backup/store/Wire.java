package dev.pgsteady.backup.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way to an HTTP server, on which things go wrong as a test says. One request for each connection.
final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    private final int target;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Wire(int target) throws IOException {
        this.target = target;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    /// A request as it came: its head, and its body read already.
    record Request(String head, String body) {
        /// As in `PUT /backups/main/db/FORMAT`.
        String line() {
            return head.substring(0, head.indexOf(" HTTP/"));
        }

        byte[] bytes() {
            return (head + body).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /// What goes wrong with a request.
    interface Fault {
        /// @param back to the client, closed afterwards
        void happen(Request request, OutputStream back) throws Exception;
    }

    private record Rule(Predicate<Request> which, AtomicInteger left, Fault fault) {}

    int port() {
        return socket.getLocalPort();
    }

    /// The first lines of the requests that came.
    List<String> requests() {
        return List.copyOf(requests);
    }

    /// Lets the next requests whose first line begins so go wrong.
    void next(int times, String line, Fault fault) {
        rules.add(new Rule(r -> r.line().matches(line), new AtomicInteger(times), fault));
    }

    void always(String line, Fault fault) {
        next(Integer.MAX_VALUE, line, fault);
    }

    /// An answer that the server never gave.
    static Fault answer(String status, String header, String body) {
        return (request, back) -> back.write("HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, header.isEmpty() ? "" : header + "\r\n", body.length(), body)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /// An error as S3 words it.
    static Fault error(String status, String header, String code) {
        return answer(
                status,
                header,
                "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>as told</Message></Error>".formatted(code));
    }

    /// The request never arrives, and the connection breaks.
    static Fault cut() {
        return (request, back) -> {};
    }

    /// The server does it, and its answer breaks off after so many bytes.
    Fault cutAnswer(int bytes) {
        return (request, back) -> {
            byte[] answer = forward(request);
            back.write(answer, 0, Math.min(bytes, answer.length));
        };
    }

    /// Nothing comes back until the test is over.
    static Fault silence() {
        return (request, back) -> Thread.sleep(60_000);
    }

    /// Another answer than the server's.
    Fault changed(java.util.function.UnaryOperator<String> change) {
        return (request, back) ->
                back.write(change.apply(text(forward(request))).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The request goes to the server, but it is another one.
    Fault replaced(java.util.function.UnaryOperator<String> head) {
        return (request, back) -> back.write(forward(new Request(head.apply(request.head()), request.body())));
    }

    /// What the server answers to a request.
    byte[] forward(Request request) throws IOException {
        String head = request.head()
                .replaceAll("(?im)^(connection|expect):.*\r\n", "")
                .replaceFirst("\r\n", "\r\nConnection: close\r\n");
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.getOutputStream().write(new Request(head, request.body()).bytes());
            return server.getInputStream().readAllBytes();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                threads.submit(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Request request = request(client.getInputStream(), client.getOutputStream());
            requests.add(request.line());
            for (Rule rule : rules) {
                if (rule.which().test(request) && rule.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    rule.fault().happen(request, client.getOutputStream());
                    return;
                }
            }
            String answer = text(forward(request)).replaceFirst("\r\n", "\r\nConnection: close\r\n");
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (Exception e) {
            // The client went away, or the test is over.
        }
    }

    private static Request request(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!text(head.toByteArray()).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String said = text(head.toByteArray());
        if (said.toLowerCase(java.util.Locale.ROOT).contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        Matcher length = LENGTH.matcher(said);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return new Request(said, text(in.readNBytes(bytes)));
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
