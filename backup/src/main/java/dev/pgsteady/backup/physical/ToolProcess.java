package dev.pgsteady.backup.physical;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A program of PostgreSQL while it runs. What it says is heard line by line, its last lines are kept; when
/// this is closed the program is gone.
final class ToolProcess implements AutoCloseable {
    private static final int KEPT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final LibpqEnvironment environment;
    private final Process process;
    private final Thread reader;
    private final Deque<String> last = new ArrayDeque<>();

    private ToolProcess(String name, LibpqEnvironment environment, Process process, Consumer<String> lines) {
        this.name = name;
        this.environment = environment;
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name(name).start(() -> read(lines));
    }

    /// Starts a program that talks to a server.
    ///
    /// @param command the program's path and its arguments
    /// @param more    variables of its environment besides those that say where the server is
    /// @param lines   hears what it says on standard error
    static ToolProcess start(
            ConnectionSettings settings, List<String> command, Map<String, String> more, Consumer<String> lines) {
        LibpqEnvironment environment = new LibpqEnvironment(settings);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        builder.environment().putAll(more);
        String program = command.getFirst().replaceAll(".*[/\\\\]", "");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ToolProcess(program, environment, process, lines);
        } catch (IOException e) {
            environment.close();
            throw FileTrouble.of(program + " cannot be run", e);
        }
    }

    /// Lines of progress end in a carriage return where others end in a line feed; the reader takes either.
    private void read(Consumer<String> lines) {
        try (BufferedReader stderr =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
                keep(line);
                lines.accept(line);
            }
        } catch (IOException | UncheckedIOException e) {
            keep("(no more could be read: " + e.getMessage() + ")");
        }
    }

    private synchronized void keep(String line) {
        if (!line.isBlank()) {
            last.add(line.strip());
        }
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /// The end of what it said.
    synchronized String said() {
        return last.stream().filter(l -> !l.contains(" kB (")).collect(Collectors.joining("\n"));
    }

    InputStream output() {
        return process.getInputStream();
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    int await() {
        try {
            int exit = process.waitFor();
            reader.join(PATIENCE);
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted while " + name + " ran.", "Run it again.", e);
        }
    }

    /// Waits for its end, which has to be a good one.
    void requireSuccess() {
        int exit = await();
        if (exit != 0) {
            throw ToolWords.of(name, exit, said());
        }
    }

    /// Asks it to end, and makes it end when it does not.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            environment.close();
        }
    }

    /// A command of several words, some of which may be absent.
    static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }
}
