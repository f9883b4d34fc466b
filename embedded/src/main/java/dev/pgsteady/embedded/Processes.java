package dev.pgsteady.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the programs of PostgreSQL: with a time limit, with output kept only up to a bound, and with an environment
/// that
/// holds nothing but what a program needs. Secrets do not pass through here: they go by files.
final class Processes {
    /// What a server may inherit. A superuser can read the server's environment, so nothing else of ours goes in.
    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "TEMP",
            "TMP",
            "TZ",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "USER",
            "LOGNAME",
            "USERNAME",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "SystemRoot",
            "SYSTEMROOT",
            "windir",
            "ComSpec",
            "COMSPEC",
            "PATHEXT",
            "Path");

    private static final int KEPT = 64 * 1024;

    private final Map<String, String> environment;
    private final File directory;

    Processes(Machine machine) {
        this.environment = machine.variables().entrySet().stream()
                .filter(entry -> PASSED_ON.contains(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.directory = machine.temporary().toFile();
    }

    /// How a program ended.
    ///
    /// @param exit   its exit code; 127 when it could not be run, 124 when it took too long and was ended
    /// @param output the last 64 KiB of what it wrote to standard output and standard error
    record Result(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }

    /// Runs a program to its end.
    Result run(List<String> command, Duration limit) {
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        }
        Tail tail = new Tail();
        Thread reader = Thread.ofVirtual().start(() -> tail.readAll(process.getInputStream()));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                endWithDescendants(process);
            }
            // A server that the program left behind may hold the pipe open (Windows): do not wait for its end.
            reader.join(Duration.ofSeconds(ended ? 2 : 1));
            return new Result(ended ? process.exitValue() : 124, tail.text());
        } catch (InterruptedException e) {
            endWithDescendants(process);
            Thread.currentThread().interrupt();
            throw Trouble.interrupted();
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(located(command)).directory(directory).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("LC_MESSAGES", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /// Java looks for programs on the path that it was started with itself; here the machine's counts.
    private List<String> located(List<String> command) {
        List<String> located = new ArrayList<>(command);
        if (!command.getFirst().contains("/") && !command.getFirst().contains("\\")) {
            Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                    .filter(folder -> !folder.isBlank())
                    .map(folder -> Path.of(folder).resolve(command.getFirst()))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(program -> located.set(0, program.toString()));
        }
        return located;
    }

    private static void endWithDescendants(Process process) {
        // First the process itself, so that it cannot notice, start another or complain.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /// The end of a stream, bounded.
    private static final class Tail {
        private final byte[] ring = new byte[KEPT];
        private long written;

        void readAll(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    append(buffer, read);
                }
            } catch (IOException e) {
                // The process was ended while it wrote: what came before is kept.
                append(new byte[0], 0);
            }
        }

        private synchronized void append(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                ring[(int) (written++ % KEPT)] = bytes[i];
            }
        }

        synchronized String text() {
            int kept = (int) Math.min(written, KEPT);
            byte[] ordered = new byte[kept];
            for (int i = 0; i < kept; i++) {
                ordered[i] = ring[(int) ((written - kept + i) % KEPT)];
            }
            return new String(ordered, StandardCharsets.UTF_8).strip();
        }
    }
}
