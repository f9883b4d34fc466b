package dev.pgsteady.cli;

/// What the launcher runs once to record which classes a command needs. It does what commands do, and prints nothing
/// that anyone reads.
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        Pgsteady.execute("--help");
        Pgsteady.execute("rules");
        Pgsteady.execute("explain", "IX01", "--json");
        Pgsteady.execute("no-such-verb");
    }
}
