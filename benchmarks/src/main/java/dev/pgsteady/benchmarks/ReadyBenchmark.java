package dev.pgsteady.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What an application takes of the processors until it answers, started as `pgsteady app` starts it, with its cache
/// and a
/// database that has its revisions and users. Arguments: the folder with the launcher, then the names of applications,
/// all
/// four when there are none.
final class ReadyBenchmark {
    private static final int ROUNDS = 7;
    private static final double BOUND = 3000;
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final List<String> ALL = List.of("passport", "manifest", "instantviz", "exportsathi");

    private final String program;
    private final Path state;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private ReadyBenchmark(String program, Path state) {
        this.program = program;
        this.state = state;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("pgsteady-ready");
        String program =
                Path.of(arguments[0]).toAbsolutePath().resolve("pgsteady").toString();
        ReadyBenchmark benchmark = new ReadyBenchmark(program, folder.resolve("state"));
        List<String> names = arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : ALL;
        try {
            for (String name : names) {
                benchmark.measure(name);
            }
        } finally {
            benchmark.builder("down").start().waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private void measure(String name) throws IOException, InterruptedException {
        start(name);
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            taken.add(start(name));
        }
        System.out.println(
                new Times(taken.stream().map(Taken::cpu).toList()).row(name + ", CPU until it answers", BOUND));
        System.out.println(new Times(taken.stream().map(Taken::wall).toList())
                .row(name + ", from the shell until it answers", Double.POSITIVE_INFINITY));
    }

    /// Starts an application, waits for its first answer, whatever that is, and ends it.
    private Taken start(String name) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        long from = System.nanoTime();
        Process launcher = builder("app", name, "--users", "50", "--port", Integer.toString(port))
                .start();
        try {
            while (!answers(port)) {
                if (!launcher.isAlive() || System.nanoTime() - from > MOST.toNanos()) {
                    throw new IllegalStateException(name + " did not start");
                }
                Thread.sleep(10);
            }
            double wall = (System.nanoTime() - from) / 1e6;
            double cpu = launcher.children()
                    .flatMap(child -> child.info().totalCpuDuration().stream())
                    .mapToDouble(Duration::toMillis)
                    .max()
                    .orElseThrow();
            return new Taken(wall, cpu);
        } finally {
            launcher.destroy();
            if (!launcher.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        }
    }

    private boolean answers(int port) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            client.send(question, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGSTEADY_STATE", state.toString());
        return builder;
    }
}
