package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import dev.pgsteady.testkit.Matrix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `pgsteady app`, with a start that is prepared: beans settled, classes in an archive.
@Early
class ApplicationsTest {
    /// The launcher prepares its own start before, and a build may run other tests meanwhile.
    private static final Duration PREPARATION = Duration.ofMinutes(6);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final Path built = Project.here().root().resolve("apps/target/apps");

    static List<String> some() {
        return Matrix.oneIn(4, List.of("exportsathi", "passport", "manifest", "instantviz"));
    }

    @AfterEach
    void noServerIsLeft() {
        Launcher.of(Project.here(), folder).run("down");
    }

    @ParameterizedTest
    @MethodSource("some")
    void an_application_is_prepared_when_it_is_first_asked_for_and_answers(String name) throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(built), "the applications were not built in this run; ./mvnw verify builds them");
        Path archive = built.resolve(name + ".aot");
        Files.deleteIfExists(archive);
        int port = port();
        Process running = Launcher.of(Project.here(), folder)
                .with("PGSTEADY_FAST", "1")
                .start("app", name, "--port", String.valueOf(port), "--users", "0");
        try {
            Awaited.until("its archive", PREPARATION, () -> !running.isAlive() || Files.exists(archive));
            Awaited.until(
                    "its readiness", () -> !running.isAlive() || status(port, "/actuator/health/readiness") == 200);
            assertThat(status(port, "/openapi.json")).as(printed()).isEqualTo(200);
        } finally {
            running.destroy();
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(built.resolve(name + ".beans.jar")).exists();
        assertThat(printed()).contains("Starting AOT-processed").doesNotContain("[warning]");
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("out.txt")) + Files.readString(folder.resolve("err.txt"));
    }

    /// What a page answers with, 0 when nobody does.
    private static int status(int port, String page) {
        try {
            URI address = URI.create("http://127.0.0.1:" + port + page);
            return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
