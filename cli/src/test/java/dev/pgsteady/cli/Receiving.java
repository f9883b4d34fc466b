package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Awaited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/// A command line that stays until it is interrupted, as one that receives the log.
record Receiving(Thread thread, CompletableFuture<Integer> ended, ByteArrayOutputStream said) implements AutoCloseable {
    static Receiving start(String... line) {
        CommandLine.ParseResult parsed = Pgsteady.commandLine(List.of(line)).parseArgs(line);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        Verb verb = (Verb) parsed.commandSpec().userObject();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Console console = Console.of(
                Map.of(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("receiving").start(() -> {
            try {
                ended.complete(verb.run(console));
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return new Receiving(thread, ended, said);
    }

    /// Waits until it has said something.
    void awaitWords(String words) {
        Awaited.until(words, () -> {
            if (ended.isDone()) {
                throw new AssertionError("it ended: " + ended);
            }
            return said.toString(StandardCharsets.UTF_8).contains(words);
        });
    }

    /// Halts the program that receives, as a disk that does not answer would.
    Halted halted(String slot) {
        Awaited.until("a receiver", () -> receiver(slot).isPresent());
        ProcessHandle process = receiver(slot).orElseThrow();
        Halted halted = new Halted(process);
        halted.signal("STOP");
        return halted;
    }

    private static Optional<ProcessHandle> receiver(String slot) {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("pg_receivewal"))
                .filter(p -> List.of(p.info().arguments().orElse(new String[0])).contains("--slot=" + slot))
                .filter(p ->
                        !List.of(p.info().arguments().orElse(new String[0])).contains("--create-slot"))
                .findFirst();
    }

    /// A process that was halted; goes on when this is closed.
    record Halted(ProcessHandle process) implements AutoCloseable {
        private void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            signal("CONT");
        }
    }

    /// Interrupts it, as Ctrl-C does; what has come in is archived then.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(ended).isCompletedExceptionally();
        assertThat(ended.exceptionNow())
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.INTERRUPTED));
    }
}
