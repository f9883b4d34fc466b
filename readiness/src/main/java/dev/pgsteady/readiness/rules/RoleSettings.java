package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Cluster.RoleSetting;
import java.util.Comparator;
import java.util.Optional;

/// Settings given to roles and databases, and what of them holds for a role that logs in here (manual, ALTER ROLE).
final class RoleSettings {
    private RoleSettings() {}

    /// The value that a session of this role begins with in this database; a role's own setting goes before the
    /// database's, and both together before either. Empty when the server's value is hidden.
    static Optional<String> effective(Facts facts, String role, String setting) {
        return facts.snapshot().cluster().roleSettings().stream()
                .filter(s -> s.name().equals(setting))
                .filter(s -> s.role().map(role::equals).orElse(true))
                .max(Comparator.comparingInt(RoleSettings::weight))
                .map(RoleSetting::value)
                .or(() -> serverWide(facts, setting));
    }

    private static int weight(RoleSetting setting) {
        return (setting.role().isPresent() ? 2 : 0) + (setting.database().isPresent() ? 1 : 0);
    }

    /// The server's value; our own session sets some of these for itself, and then the built-in default stands for it.
    private static Optional<String> serverWide(Facts facts, String setting) {
        return Optional.ofNullable(facts.snapshot().cluster().settings().get(setting))
                .map(s -> s.source().equals("session") || s.source().equals("client") ? s.bootValue() : s.value());
    }

    /// Whether a limit of time is none.
    static boolean never(String value) {
        return value.strip().matches("-?0+ *(us|ms|s|min|h|d)?|-1");
    }

    /// Whom the setting is for.
    static Subject subject(RoleSetting setting) {
        return setting.role()
                .map(Subjects::role)
                .orElseGet(() -> new Subject(
                        "database", Sql.identifier(setting.database().orElse("all"))));
    }

    /// Whom the setting is for, in words.
    static String whom(RoleSetting setting) {
        String in = setting.database().map(d -> "database " + Sql.identifier(d)).orElse("every database");
        return setting.role()
                .map(r -> "role " + Sql.identifier(r) + " in " + in)
                .orElse(in);
    }

    /// The statement that takes it back.
    static String reset(RoleSetting setting) {
        String name = Sql.identifier(setting.name());
        if (setting.role().isEmpty()) {
            return setting.database()
                    .map(d -> "ALTER DATABASE %s RESET %s;".formatted(Sql.identifier(d), name))
                    .orElse("ALTER ROLE ALL RESET %s;".formatted(name));
        }
        String in =
                setting.database().map(d -> " IN DATABASE " + Sql.identifier(d)).orElse("");
        return "ALTER ROLE %s%s RESET %s;"
                .formatted(Sql.identifier(setting.role().get()), in, name);
    }
}
