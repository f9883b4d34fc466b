package dev.pgsteady.readiness;

import java.sql.SQLException;
import java.util.Objects;

/// Why a server did not answer a query, in words that are the same each time. The server's own message is left out: it
/// may quote rows.
final class Refusal {
    private Refusal() {}

    static String words(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "none");
        return switch (state) {
            case "57014" -> "timed out";
            case "55P03", "40P01" -> "locked by another session";
            case "42501" -> "not allowed";
            default -> "refused by the server (SQLSTATE " + state + ")";
        };
    }
}
