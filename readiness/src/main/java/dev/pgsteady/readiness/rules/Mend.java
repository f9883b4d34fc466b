package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Sql;
import java.util.Optional;

/// What mends a finding, in the three kinds that there are.
final class Mend {
    private Mend() {}

    /// Statements that can be run as they stand.
    static Optional<Fix> sql(String statements) {
        return Optional.of(new Fix(Fix.Kind.SQL, statements));
    }

    /// Statements that a person has to decide on.
    static Optional<Fix> review(String statements) {
        return Optional.of(new Fix(Fix.Kind.REVIEW, statements));
    }

    /// Steps outside this database.
    static Optional<Fix> steps(String steps) {
        return Optional.of(new Fix(Fix.Kind.PROCEDURE, steps));
    }

    /// A setting that a reload of the configuration changes.
    static Optional<Fix> reload(String setting, String value) {
        return sql(system(setting, value) + "\nSELECT pg_reload_conf();");
    }

    /// A setting that only a restart changes.
    static Optional<Fix> restart(String setting, String value) {
        return review(system(setting, value) + "\n-- takes effect when the server is restarted");
    }

    private static String system(String setting, String value) {
        return "ALTER SYSTEM SET %s = %s;".formatted(setting, Sql.literal(value));
    }
}
