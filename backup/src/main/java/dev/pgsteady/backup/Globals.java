package dev.pgsteady.backup;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Cluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Roles, memberships and settings of roles as statements. Passwords are among them as SCRAM verifiers, where the
/// role that backs up may read them and what is written is encrypted; else they are set again after a restore.
final class Globals {
    private static final Pattern MAY_LOG_IN = Pattern.compile("ALTER ROLE (.+) LOGIN (?:NO)?SUPERUSER .*");
    private static final String PASSWORD = " PASSWORD ";

    /// Roles of providers, which exist wherever one restores and which nobody may make.
    private static final Pattern PROVIDERS = Pattern.compile(
            "pg_.*|rds.*|cloudsql.*|supabase_.*|neon_.*|azure.*|doadmin|_dodb|aiven.*|crdb.*|alloydb.*");

    private static final Set<String> LISTS = Set.of(
            "search_path",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces");

    private Globals() {}

    /// What a server keeps of the passwords, by role; empty for a role that has none. Roles whose password is
    /// kept as MD5, and all when the reader may not see them, are not among these.
    static Map<String, Optional<String>> verifiers(Connection connection) throws SQLException {
        Map<String, Optional<String>> verifiers = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet may =
                    statement.executeQuery("SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')")) {
                may.next();
                if (!may.getBoolean(1)) {
                    return verifiers;
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT rolname, rolpassword FROM pg_catalog.pg_authid"
                    + " WHERE rolpassword IS NULL OR rolpassword LIKE 'SCRAM-SHA-256$%'")) {
                while (rows.next()) {
                    verifiers.put(rows.getString(1), Optional.ofNullable(rows.getString(2)));
                }
            }
        }
        return verifiers;
    }

    /// The roles that may log in and come back without a password that they perhaps had, as SQL names them.
    static List<String> withoutPassword(List<String> statements) {
        return statements.stream()
                .filter(s -> !s.contains(PASSWORD))
                .map(MAY_LOG_IN::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .toList();
    }

    /// A statement as it may be shown.
    static String shown(String statement) {
        int password = statement.indexOf(PASSWORD);
        return password < 0 ? statement : statement.substring(0, password) + PASSWORD + "...";
    }

    static List<String> statements(Cluster cluster, Map<String, Optional<String>> verifiers) {
        List<String> sql = new ArrayList<>();
        Predicate<String> ours = name -> !PROVIDERS.matcher(name).matches();
        for (Cluster.Role role : cluster.roles()) {
            if (ours.test(role.name())) {
                sql.add("CREATE ROLE " + Sql.identifier(role.name()));
                String password = Optional.ofNullable(verifiers.get(role.name()))
                        .map(v -> PASSWORD + v.map(Sql::literal).orElse("NULL"))
                        .orElse("");
                sql.add("ALTER ROLE " + Sql.identifier(role.name()) + " " + attributes(role) + password);
                role.comment()
                        .ifPresent(c ->
                                sql.add("COMMENT ON ROLE " + Sql.identifier(role.name()) + " IS " + Sql.literal(c)));
            }
        }
        for (Cluster.Membership m : cluster.memberships()) {
            if (ours.test(m.member()) && (ours.test(m.role()) || m.role().startsWith("pg_"))) {
                sql.add("GRANT %s TO %s%s"
                        .formatted(
                                Sql.identifier(m.role()),
                                Sql.identifier(m.member()),
                                m.admin() ? " WITH ADMIN OPTION" : ""));
            }
        }
        for (Cluster.RoleSetting s : cluster.roleSettings()) {
            if (s.database().isEmpty() && s.role().filter(ours).isPresent()) {
                sql.add("ALTER ROLE %s SET %s = %s"
                        .formatted(
                                Sql.identifier(s.role().get()),
                                Sql.identifier(s.name()),
                                LISTS.contains(s.name()) ? s.value() : Sql.literal(s.value())));
            }
        }
        return sql;
    }

    private static String attributes(Cluster.Role role) {
        List<String> words = new ArrayList<>();
        words.add(role.login() ? "LOGIN" : "NOLOGIN");
        words.add(role.superuser() ? "SUPERUSER" : "NOSUPERUSER");
        words.add(role.createRole() ? "CREATEROLE" : "NOCREATEROLE");
        words.add(role.createDatabase() ? "CREATEDB" : "NOCREATEDB");
        words.add(role.replication() ? "REPLICATION" : "NOREPLICATION");
        words.add(role.bypassRowSecurity() ? "BYPASSRLS" : "NOBYPASSRLS");
        words.add(role.inherit() ? "INHERIT" : "NOINHERIT");
        if (role.connectionLimit() >= 0) {
            words.add("CONNECTION LIMIT " + role.connectionLimit());
        }
        return String.join(" ", words);
    }
}
