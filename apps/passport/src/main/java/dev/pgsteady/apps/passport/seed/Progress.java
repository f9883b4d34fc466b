package dev.pgsteady.apps.passport.seed;

import java.io.PrintStream;
import java.util.Optional;

/// How far something is: a bar on a terminal, else a line for each tenth.
final class Progress {
    private static final int WIDTH = 40;
    private static final int TENTHS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final long all;
    private long done;
    private int shown = -1;

    /// @param all how much there is to do
    Progress(PrintStream out, boolean terminal, long all) {
        this.out = out;
        this.terminal = terminal;
        this.all = Math.max(1, all);
    }

    /// Whether somebody looks at standard output, which a shell knows: the launcher passes it on.
    static boolean terminal() {
        return Optional.ofNullable(System.getenv("PGSTEADY_TTY")).orElse("").contains("1");
    }

    /// So many more are done.
    void add(long more, String what) {
        done += more;
        int steps = terminal ? WIDTH : TENTHS;
        int now = Math.toIntExact(done * steps / all);
        if (now == shown) {
            return;
        }
        shown = now;
        long percent = done * 100 / all;
        if (terminal) {
            out.print("\r[" + "#".repeat(now) + " ".repeat(WIDTH - now) + "] " + percent + "% " + what + " ".repeat(12)
                    + (done >= all ? "\n" : ""));
            out.flush();
        } else {
            out.println("seeding: " + percent + "% (" + what + ")");
        }
    }
}
