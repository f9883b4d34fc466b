package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.TerminalStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void a_pipe_gets_a_line_for_each_stage_and_each_tenth() {
        try (ProgressLine line = new ProgressLine(console(false), clock::get)) {
            for (int i = 0; i <= 100; i += 5) {
                line.show("Writing users", i, 100);
            }
            line.show("Analyzing", 0, 0);
        }

        assertThat(text().lines())
                .containsExactly(
                        "Writing users 0%",
                        "Writing users 10%",
                        "Writing users 20%",
                        "Writing users 30%",
                        "Writing users 40%",
                        "Writing users 50%",
                        "Writing users 60%",
                        "Writing users 70%",
                        "Writing users 80%",
                        "Writing users 90%",
                        "Writing users 100%",
                        "Analyzing");
    }

    @Test
    void a_terminal_gets_one_line_that_goes_away() {
        try (ProgressLine line = new ProgressLine(console(true), clock::get)) {
            line.show("Writing users", 0, 4);
            line.show("Writing users", 1, 4);
            clock.addAndGet(1_000_000_000L);
            line.show("Writing users", 2, 4);
        }

        assertThat(text())
                .isEqualTo("\r\u001b[KWriting users  " + "░".repeat(24) + "   0%" + "\r\u001b[KWriting users  "
                        + "█".repeat(12) + "░".repeat(12) + "  50%" + "\r\u001b[K");
    }

    private Console console(boolean terminal) {
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, TerminalStyle.PLAIN, TerminalStyle.PLAIN, terminal, "pgsteady");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
