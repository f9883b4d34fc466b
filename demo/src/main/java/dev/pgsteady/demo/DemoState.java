package dev.pgsteady.demo;

/// How the demo is.
public sealed interface DemoState {
    /// There is nothing of it on this machine.
    record Absent() implements DemoState {}

    /// There is a server, and it does not run; what it holds is known when it runs again.
    record Stopped() implements DemoState {}

    /// The server runs, and the database is not complete: it is being built, or that was interrupted.
    record Unfinished() implements DemoState {}

    /// Complete and running.
    ///
    /// @param database where it is and what is in it
    record Ready(DemoDatabase database) implements DemoState {}
}
