package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Sql;
import java.util.Optional;

/// How a setting of the server is changed (manual, ALTER SYSTEM).
final class Adjust {
    private Adjust() {}

    /// One that a reload of the configuration changes, and whose effect only time shows.
    static Optional<Fix> propose(String setting, String value) {
        return Mend.review(system(setting, value), "SELECT pg_reload_conf();");
    }

    /// One that a reload of the configuration changes.
    static Optional<Fix> reload(String setting, String value) {
        return Mend.sql(system(setting, value), "SELECT pg_reload_conf();");
    }

    /// One that only a restart changes.
    static Optional<Fix> restart(String setting, String value) {
        return Mend.review(system(setting, value), "-- takes effect when the server is restarted");
    }

    private static String system(String setting, String value) {
        return "ALTER SYSTEM SET %s = %s;".formatted(setting, Sql.literal(value).strip());
    }
}
