package dev.pgsteady.core;

import java.time.Duration;
import java.util.Optional;

/// Whether a database answers.
///
/// @param up         whether it answered
/// @param took       how long the answer took, borrowing included
/// @param inRecovery whether the server is a standby or recovering: then it takes no writes
/// @param problem    why it did not answer, in one sentence; empty when it is up
public record Health(boolean up, Duration took, boolean inRecovery, Optional<String> problem) {}
