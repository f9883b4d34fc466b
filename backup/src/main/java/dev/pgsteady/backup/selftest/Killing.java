package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.selftest.Victim.Task;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Starts processes that work on a repository, and kills them at a point.
///
/// @param bench   whose database they work with
/// @param folder  of the repository
record Killing(Bench bench, Path folder) {
    /// The database that restores put theirs in the place of.
    static final String REPLACED = "back";

    /// Never.
    static final int SPARED = Integer.MAX_VALUE;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// A process that began in between leaves as little behind as it can.
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /// What came of a process.
    ///
    /// @param killed whether it was; otherwise it had ended before
    /// @param points it came to
    /// @param words  what it said at its end; empty when it was killed
    record Death(boolean killed, int points, String words) {}

    /// Starts one, and kills it (`SIGKILL`).
    ///
    /// @param point at which of its points it is killed, from 1
    /// @param after how much later
    Death run(Task task, int point, Duration after) throws IOException, InterruptedException {
        Process process = bench.began(start(task));
        AtomicBoolean hung = new AtomicBoolean();
        CompletableFuture<Void> patience = CompletableFuture.runAsync(
                () -> {
                    hung.set(true);
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            Death death = follow(process, said, point, after);
            process.waitFor();
            Trial.require(!hung.get(), "The process that was to be killed did not end by itself.");
            return death;
        } finally {
            patience.cancel(false);
            process.destroyForcibly();
        }
    }

    private static Death follow(Process process, BufferedReader said, int point, Duration after) throws IOException {
        OutputStream go = process.getOutputStream();
        int points = 0;
        String words = "";
        for (Optional<String> line = read(said); line.isPresent(); line = read(said)) {
            if (!line.get().equals(Victim.POINT)) {
                words = line.get();
                continue;
            }
            points++;
            if (points < point || !after.isZero()) {
                go.write('\n');
                go.flush();
            }
            if (points == point) {
                LockSupport.parkNanos(after.toNanos());
                process.destroyForcibly();
                return new Death(words.isEmpty(), points, words);
            }
        }
        return new Death(false, points, words);
    }

    private static Optional<String> read(BufferedReader said) throws IOException {
        return Optional.ofNullable(said.readLine());
    }

    private Process start(Task task) throws IOException {
        Address server = bench.address();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(SMALL);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Victim.class.getName()));
        command.addAll(List.of(
                task.name(),
                folder.toString(),
                server.host(),
                Integer.toString(server.port()),
                server.user(),
                Bench.SHOP,
                bench.scratch().resolve("drills").toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(bench.scratch().resolve("processes.log").toFile())
                .start();
        try {
            process.getOutputStream().write((server.readPassword() + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new Problem(
                    Problem.Kind.INTERNAL,
                    "A process of the self-test could not be started: " + e.getMessage() + ".",
                    "Look whether Java can be started: " + command.getFirst() + ".",
                    e);
        }
        return process;
    }
}
