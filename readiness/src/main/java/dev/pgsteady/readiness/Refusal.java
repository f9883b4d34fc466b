package dev.pgsteady.readiness;

import java.sql.SQLException;
import java.util.Objects;

/// Why a server did not answer a query, in words that are the same each time.
final class Refusal {
    private Refusal() {}

    static String words(SQLException failure) {
        return switch (Objects.requireNonNullElse(failure.getSQLState(), "")) {
            case "57014" -> "timed out";
            case "55P03", "40P01" -> "locked by another session";
            case "42501" -> "not allowed";
            default ->
                Objects.requireNonNullElse(failure.getMessage(), "no reason given")
                        .lines()
                        .findFirst()
                        .orElse("no reason given");
        };
    }
}
