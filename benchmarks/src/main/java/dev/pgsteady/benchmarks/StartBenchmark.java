package dev.pgsteady.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long a whole command takes from the shell, launcher and Java included. Argument: the folder with the launcher.
final class StartBenchmark {
    private static final int REVISIONS = 3000;

    private StartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments.length > 0 ? arguments[0] : ".")
                .toAbsolutePath()
                .normalize();
        Path folder = Files.createTempDirectory("pgsteady-start");
        Map<String, String> environment =
                Map.of("PGSTEADY_STATE", folder.resolve("state").toString());
        List<String> program = List.of(root.resolve("pgsteady").toString());
        try {
            run(program, environment, "up");
            System.out.println(time(program, environment, "--help").row("pgsteady --help", 150));
            System.out.println(time(program, environment, "status").row("pgsteady status, one server running", 250));
            System.out.println(time(program, environment, "check").row("pgsteady check, an empty database", 2500));
            Path revisions = Files.createDirectory(folder.resolve("revisions"));
            OwnFiles.write(revisions, REVISIONS);
            String[] up = {"migrate", "up", "--dir", revisions.toString()};
            run(program, environment, up);
            System.out.println(
                    time(program, environment, up).row("pgsteady migrate up, %,d applied".formatted(REVISIONS), 400));
            System.out.println(Times.of(3, 30, () -> call(List.of("sh", "-c", ":"), environment))
                    .row("for comparison: sh -c :", 150));
        } finally {
            run(program, environment, "down");
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(p -> p.toFile().delete());
            }
        }
    }

    private static Times time(List<String> program, Map<String, String> environment, String... words) throws Exception {
        return Times.of(5, 40, () -> run(program, environment, words));
    }

    private static int run(List<String> program, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of(words));
        return call(line, environment);
    }

    private static int call(List<String> line, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
