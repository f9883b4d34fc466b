package dev.pgsteady.data;

import dev.pgsteady.core.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What a read that failed on a replica says about the replica.
enum ReplicaFault {
    /// It was the read's own fault: it would fail anywhere.
    NONE,
    /// Replaying the log got in its way (manual, 27.4.2 Handling Query Conflicts), or all connections were in
    /// use: the primary may do it.
    BUSY,
    /// The replica is gone.
    AWAY;

    private static final int DEEPEST = 50;

    static ReplicaFault of(Problem problem) {
        return switch (problem.kind()) {
            case NOT_LISTENING, HOST_UNKNOWN, SERVER_REFUSED, CONNECTION_LOST -> AWAY;
            default -> byState(problem);
        };
    }

    private static ReplicaFault byState(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SQLTransientConnectionException) {
                return BUSY;
            }
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.equals("40001") || state.equals("40P01")) {
                    return BUSY;
                }
                return state.startsWith("08") || state.startsWith("57P") ? AWAY : NONE;
            }
            at = at.getCause();
        }
        return NONE;
    }
}
