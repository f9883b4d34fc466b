package dev.pgsteady.cli;

import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress on standard error: a bar that moves in place on a terminal, a line for each stage and each tenth elsewhere.
final class ProgressLine implements Progress, AutoCloseable {
    private static final int BAR = 24;
    private static final long REDRAW_NANOS = 80_000_000L;

    private final Console console;
    private final LongSupplier nanos;
    private String label = "";
    private long tenth;
    private long drawn;
    private boolean open;
    private boolean ended;
    private final Thread atCtrlC = new Thread(this::interrupted, "progress");

    ProgressLine(Console console) {
        this(console, System::nanoTime);
    }

    ProgressLine(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
        Runtime.getRuntime().addShutdownHook(atCtrlC);
    }

    @Override
    public void at(Stage stage, long done, long total) {
        String words = switch (stage) {
            case UNPACKING -> "Unpacking PostgreSQL";
            case CREATING -> "Creating the server";
            case STARTING -> "Starting the server";
        };
        show(words, done, total);
    }

    /// Shows how far a piece of work is.
    ///
    /// @param total 0 when it is not known
    synchronized void show(String words, long done, long total) {
        boolean begins = !words.equals(label);
        label = words;
        if (console.terminal()) {
            draw(begins || done == total, done, total);
        } else {
            write(begins, done, total);
        }
    }

    private void draw(boolean now, long done, long total) {
        long time = nanos.getAsLong();
        if (!now && time - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = time;
        open = true;
        console.err().print("\r\u001b[K" + TerminalStyle.fit(label, 28).stripTrailing() + bar(done, total));
        console.err().flush();
    }

    private String bar(long done, long total) {
        if (total <= 0) {
            return " ...";
        }
        int filled = (int) (BAR * Math.min(done, total) / total);
        String text = "█".repeat(filled) + "░".repeat(BAR - filled);
        return "  " + console.errStyle().paint(Ink.CYAN, text)
                + String.format(Locale.ROOT, " %3d%%", 100 * Math.min(done, total) / total);
    }

    private void write(boolean begins, long done, long total) {
        long now = total <= 0 ? 0 : 10 * Math.min(done, total) / total;
        if (begins || now > tenth) {
            console.note(total <= 0 ? label : label + " " + now * 10 + "%");
        }
        tenth = now;
    }

    /// Takes the bar away.
    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atCtrlC);
        } catch (IllegalStateException e) {
            ended = true;
        }
    }

    private synchronized void clear() {
        ended = true;
        if (open) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            open = false;
        }
    }

    private void interrupted() {
        boolean atWork = !ended;
        clear();
        if (atWork) {
            console.note("Interrupted. What is half-done is never shown; run it again and it is made anew.");
        }
    }
}
