package dev.pgsteady.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Sees an application through a start of which nobody is told, asks it a little and ends it: what answers the first
/// requests is part of what a start has to learn.
///
/// @param port on 127.0.0.1, where it is to answer
record FirstStart(int port) {
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final String READY = "/actuator/health/readiness";
    private static final List<String> OTHERS = List.of("/openapi", "/api/users");

    /// On a port that nobody has.
    ///
    /// @throws IOException when there is none
    static FirstStart onFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new FirstStart(free.getLocalPort());
        }
    }

    /// Waits until it answers, asks it and lets it end. One that does not answer in time is killed, so that its exit
    /// code
    /// tells.
    void see(Process application) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            Instant last = Instant.now().plus(MOST);
            while (!answers(client, READY) && application.isAlive()) {
                if (Instant.now().isAfter(last)) {
                    application.destroyForcibly();
                    return;
                }
                Thread.sleep(BETWEEN);
            }
            OTHERS.forEach(path -> answers(client, path));
            application.destroy();
        } catch (InterruptedException e) {
            application.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Whatever it answers.
    private boolean answers(HttpClient client, String path) {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            client.send(question, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
