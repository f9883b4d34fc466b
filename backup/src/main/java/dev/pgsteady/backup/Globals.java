package dev.pgsteady.backup;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Roles, memberships and settings of roles as statements, without passwords: those are set again after a
/// restore.
final class Globals {
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

    static List<String> statements(Cluster cluster) {
        List<String> sql = new ArrayList<>();
        Predicate<String> ours = name -> !PROVIDERS.matcher(name).matches();
        for (Cluster.Role role : cluster.roles()) {
            if (ours.test(role.name())) {
                sql.add("CREATE ROLE " + Sql.identifier(role.name()));
                sql.add("ALTER ROLE " + Sql.identifier(role.name()) + " " + attributes(role));
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
