package dev.pgsteady.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a whole process took, its start included, in milliseconds.
///
/// @param wall by the clock
/// @param cpu  of the processors: its own and that of the processes it waited for, not a server's
record Taken(double wall, double cpu) {
    private static final Pattern CPU = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\s*$");

    /// Runs a command from the shell, whose `times` says what its children, and those they waited for, took of the CPU.
    ///
    /// @throws IllegalStateException with what it said when it fails
    static Taken of(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("pgsteady-said", ".txt");
        try {
            List<String> line = Stream.concat(
                            Stream.of("sh", "-c", "\"$@\" > \"$0\" 2>&1 && times", said.toString()), command.stream())
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            long from = System.nanoTime();
            Process process = builder.start();
            String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + ": " + Files.readString(said));
            }
            double wall = (System.nanoTime() - from) / 1e6;
            Matcher cpu = CPU.matcher(times);
            return new Taken(wall, cpu.find() ? 1000 * (seconds(cpu, 1) + seconds(cpu, 3)) : Double.NaN);
        } finally {
            Files.delete(said);
        }
    }

    private static double seconds(Matcher cpu, int group) {
        return 60 * Double.parseDouble(cpu.group(group)) + Double.parseDouble(cpu.group(group + 1));
    }
}
