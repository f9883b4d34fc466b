package dev.pgsteady.core;

import java.sql.SQLException;
import java.util.Optional;

/// Why a transaction failed, as far as it decides whether to try again: by the SQLSTATE, wherever it is in the
/// chain of causes (manual, appendix A).
enum Loss {
    /// Nothing that another try would mend.
    NONE,
    /// It lost against another transaction (manual, 13.5 Serialization Failure Handling).
    COLLISION,
    /// A lock was not had in time.
    LOCK,
    /// A prepared statement is not where it was: a pooler changed the session between two transactions.
    POOLER,
    /// The connection broke, or the server ended it.
    CONNECTION;

    private static final int DEEPEST = 50;

    static Loss of(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            // Whoever makes connections has tried all addresses by then.
            if (at instanceof ConnectFailure) {
                return NONE;
            }
            Optional<Loss> loss = at instanceof SQLException sql ? of(sql) : Optional.empty();
            if (loss.isPresent()) {
                return loss.get();
            }
            at = at.getCause();
        }
        return NONE;
    }

    private static Optional<Loss> of(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState()).flatMap(state -> switch (state) {
            case "40001", "40P01" -> Optional.of(COLLISION);
            case "55P03" -> Optional.of(LOCK);
            case "26000", "42P05" -> Optional.of(POOLER);
            case "57P01", "57P02", "57P05", "25P03" -> Optional.of(CONNECTION);
            default -> state.startsWith("08") ? Optional.of(CONNECTION) : Optional.empty();
        });
    }
}
