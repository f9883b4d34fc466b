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

    /// After so many seconds of a stage its pace says something.
    private static final double SETTLED = 2;

    private final Console console;
    private final LongSupplier nanos;
    private String label = "";
    private Pace pace = new Pace(0, 0);
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
    void show(String words, long done, long total) {
        show(words, new Stand(done, total, false));
    }

    /// As above, for work that is counted in bytes: with how many there are in a second.
    void showBytes(String words, long done, long total) {
        show(words, new Stand(done, total, true));
    }

    /// How far it is.
    private record Stand(long done, long total, boolean bytes) {}

    private synchronized void show(String words, Stand stand) {
        boolean begins = !words.equals(label);
        if (begins) {
            label = words;
            pace = new Pace(nanos.getAsLong(), stand.done());
        }
        if (console.terminal()) {
            draw(begins || stand.done() == stand.total(), stand);
        } else {
            write(begins, stand);
        }
    }

    private void draw(boolean now, Stand stand) {
        long time = nanos.getAsLong();
        if (!now && time - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = time;
        open = true;
        console.err()
                .print("\r\u001b[K" + TerminalStyle.fit(label, 28).stripTrailing() + bar(stand)
                        + pace.words("  ", time, stand));
        console.err().flush();
    }

    private String bar(Stand stand) {
        long done = stand.done();
        long total = stand.total();
        if (total <= 0) {
            return " ...";
        }
        int filled = (int) (BAR * Math.min(done, total) / total);
        String text = "█".repeat(filled) + "░".repeat(BAR - filled);
        return "  " + console.errStyle().paint(Ink.CYAN, text)
                + String.format(Locale.ROOT, " %3d%%", 100 * Math.min(done, total) / total);
    }

    private void write(boolean begins, Stand stand) {
        long total = stand.total();
        long now = total <= 0 ? 0 : 10 * Math.min(stand.done(), total) / total;
        if (begins || now > tenth) {
            String figures = total <= 0 ? "" : " " + now * 10 + "%" + pace.words(", ", nanos.getAsLong(), stand);
            console.note(label + figures);
        }
        tenth = now;
    }

    /// Since when a stage goes on, and how far it was then.
    private record Pace(long since, long first) {
        /// How fast it is and how long it still takes; nothing before that can be told.
        String words(String between, long now, Stand stand) {
            double seconds = (now - since) / 1e9;
            if (seconds < SETTLED || stand.done() <= first) {
                return "";
            }
            double each = (stand.done() - first) / seconds;
            String speed = stand.bytes() ? between + BackupAction.bytes(Math.round(each)) + "/s" : "";
            boolean over = stand.done() >= stand.total();
            return over ? speed : speed + between + left(Math.round((stand.total() - stand.done()) / each)) + " left";
        }

        private static String left(long seconds) {
            if (seconds < 60) {
                return seconds + " s";
            }
            return seconds < 3600
                    ? seconds / 60 + " min " + seconds % 60 + " s"
                    : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
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
