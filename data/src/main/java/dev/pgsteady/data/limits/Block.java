package dev.pgsteady.data.limits;

import java.time.Instant;
import java.util.Optional;

/// A client that is kept out.
///
/// @param scope   of the rule
/// @param subject the client
/// @param until   when it ends by itself; empty for never
/// @param reason  why
/// @param actor   who said so
public record Block(String scope, String subject, Optional<Instant> until, String reason, String actor) {
    public Block {
        if (scope.isBlank() || subject.isEmpty() || reason.isBlank() || actor.isBlank()) {
            throw new IllegalArgumentException("a block has a scope, a subject, a reason and an actor");
        }
    }
}
