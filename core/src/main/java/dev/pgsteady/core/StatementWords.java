package dev.pgsteady.core;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The words for a statement that the server refused, by its SQLSTATE (manual, appendix A).
public final class StatementWords {
    private StatementWords() {}

    /// The failure as a problem, with it as the cause. The server's detail is left out: it may quote rows.
    public static Problem of(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        Optional<ServerErrorMessage> server =
                failure instanceof PSQLException e ? Optional.ofNullable(e.getServerErrorMessage()) : Optional.empty();
        String message = server.map(m -> String.valueOf(m.getMessage())).orElse(String.valueOf(failure.getMessage()));
        String hint = server.flatMap(m -> Optional.ofNullable(m.getHint())).orElse("");
        return new Problem(kind(state), what(state, message), hint.isEmpty() ? next(state) : hint, failure);
    }

    private static String what(String state, String message) {
        String sentence = message.strip().replaceAll("\\.$", "");
        return kind(state) == Problem.Kind.CONNECTION_LOST
                ? "The connection to the server broke: " + sentence
                        + ". If a commit was under way it is not known whether it was done."
                : "The server refused a statement: " + sentence + " (SQLSTATE " + state + ").";
    }

    private static Problem.Kind kind(String state) {
        return switch (state) {
            case "42501" -> Problem.Kind.PERMISSION;
            case "57014" -> Problem.Kind.TIMEOUT;
            case "55P03" -> Problem.Kind.BUSY;
            case "53100" -> Problem.Kind.DISK_FULL;
            case "57P01", "57P02", "57P05", "25P03" -> Problem.Kind.CONNECTION_LOST;
            default -> state.startsWith("08") ? Problem.Kind.CONNECTION_LOST : Problem.Kind.SQL_FAILED;
        };
    }

    private static String next(String state) {
        return switch (state) {
            case "42501" -> "Ask the object's owner for the right, or connect as a role that has it.";
            case "57014" -> "It ran into statement_timeout or was cancelled; allow it more time or make it cheaper.";
            case "55P03" -> "Another session holds the lock; pg_locks shows which. Try again when it is done.";
            case "53100" -> "Free space on the server's disk.";
            case "40001", "40P01" -> "It lost against other transactions each time it was tried; try again later.";
            default ->
                kind(state) == Problem.Kind.CONNECTION_LOST
                        ? "Look at the server's log; the next use makes a new connection."
                        : "Look up the SQLSTATE in appendix A of the PostgreSQL manual.";
        };
    }
}
