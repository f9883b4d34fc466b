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

    @Test
    void the_pace_and_the_time_that_is_left_are_shown_once_they_can_be_told() {
        try (ProgressLine line = new ProgressLine(console(false), clock::get)) {
            line.showBytes("Copying shop", 0, 1_000_000_000);
            clock.set(1_000_000_000L);
            line.showBytes("Copying shop", 100_000_000, 1_000_000_000);
            clock.set(4_000_000_000L);
            line.showBytes("Copying shop", 200_000_000, 1_000_000_000);
            clock.set(1_000_000_000_000L);
            line.showBytes("Copying shop", 500_000_000, 1_000_000_000);
            line.show("Verifying parts", 100, 1_000);
            clock.set(1_010_000_000_000L);
            line.show("Verifying parts", 200, 1_000);
            clock.set(1_020_000_000_000L);
            line.show("Verifying parts", 1_000, 1_000);
        }

        assertThat(text().lines())
                .containsExactly(
                        "Copying shop 0%",
                        "Copying shop 10%",
                        "Copying shop 20%, 50.0 MB/s, 16 s left",
                        "Copying shop 50%, 500.0 kB/s, 16 min 40 s left",
                        "Verifying parts 10%",
                        "Verifying parts 20%, 1 min 20 s left",
                        "Verifying parts 100%");
    }

    private Console console(boolean terminal) {
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, TerminalStyle.PLAIN, TerminalStyle.PLAIN, terminal, "pgsteady");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
