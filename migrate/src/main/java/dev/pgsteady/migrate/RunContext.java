package dev.pgsteady.migrate;

import java.util.function.Consumer;

/// What everything in a run shares.
record RunContext(
        RunSession session, RunOptions options, Attempts attempts, BlockerWatch watch, Consumer<RunEvent> events) {}
