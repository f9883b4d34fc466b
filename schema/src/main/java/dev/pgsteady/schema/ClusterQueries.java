package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Roles, memberships, settings: what belongs to the server.
final class ClusterQueries {
    private static final String ROLES = """
            SELECT r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
                   r.rolbypassrls, r.rolinherit, r.rolconnlimit, d.description,
                   CASE WHEN isfinite(r.rolvaliduntil)
                        THEN (extract(epoch FROM r.rolvaliduntil) * 1000000)::bigint END AS valid_until,
                   %s AS verifier
              FROM %s r
              LEFT JOIN pg_shdescription d ON d.classoid = 1260 AND d.objoid = r.oid
             ORDER BY r.rolname""";
    private static final String VERIFIER = """
            CASE WHEN r.rolpassword IS NULL THEN 'NONE' WHEN r.rolpassword LIKE 'md5%' THEN 'MD5' ELSE 'SCRAM' END""";
    private static final String SETTINGS = """
            SELECT name, setting, unit, boot_val, source, context, pending_restart FROM pg_settings""";
    private static final String GIVEN = """
            SELECT 'member' AS kind, g.rolname AS first, m.rolname AS second, NULL AS item,
                   bool_or(a.admin_option) AS admin
              FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
             GROUP BY g.rolname, m.rolname
            UNION ALL
            SELECT 'setting', r.rolname, d.datname, i.item, false
              FROM pg_db_role_setting s
              CROSS JOIN LATERAL unnest(s.setconfig) i(item)
              LEFT JOIN pg_roles r ON r.oid = s.setrole
              LEFT JOIN pg_database d ON d.oid = s.setdatabase
             WHERE s.setdatabase = 0 OR d.datname = current_database()
             ORDER BY 1, 2, 3, 4""";
    /// Values of settings that carry credentials in practice are never kept (the laws on secrets).
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(passphrase|passwd|password|secret|token|api_?key|private_?key|credential|jwt).*");
    private static final Pattern PASSWORD_WITHIN = Pattern.compile("(?i)(password\\s*=\\s*)('[^']*'|\\S+)");
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^:/@\\s]+:)[^@\\s]+@");

    private ClusterQueries() {}

    /// @param names the roles' names by oid, for everything that has an owner
    record Roles(List<Cluster.Role> roles, Map<Long, String> names) {}

    static Roles roles(CatalogSession session, boolean verifiers) {
        String sql = verifiers ? ROLES.formatted(VERIFIER, "pg_authid") : ROLES.formatted("NULL", "pg_roles");
        List<Cluster.Role> roles = new ArrayList<>();
        Map<Long, String> names = new HashMap<>();
        session.read("roles", sql, row -> {
            roles.add(role(row));
            names.put(row.number("oid"), row.text("rolname"));
        });
        return new Roles(roles, names);
    }

    private static Cluster.Role role(Row row) {
        return new Cluster.Role(
                row.text("rolname"),
                row.flag("rolcanlogin"),
                row.flag("rolsuper"),
                row.flag("rolcreaterole"),
                row.flag("rolcreatedb"),
                row.flag("rolreplication"),
                row.flag("rolbypassrls"),
                row.flag("rolinherit"),
                row.integer("rolconnlimit"),
                row.instant("valid_until"),
                row.maybe("verifier").map(Cluster.Verifier::valueOf),
                row.maybe("description"));
    }

    static Cluster cluster(CatalogSession session, List<Cluster.Role> roles) {
        Map<String, Cluster.Setting> settings = new HashMap<>();
        session.read("settings", SETTINGS, row -> settings.put(row.text("name"), setting(row)));
        List<Cluster.Membership> memberships = new ArrayList<>();
        List<Cluster.RoleSetting> roleSettings = new ArrayList<>();
        session.read("memberships", GIVEN, row -> {
            if (row.text("kind").equals("member")) {
                memberships.add(new Cluster.Membership(row.text("first"), row.text("second"), row.flag("admin")));
            } else {
                roleSettings.add(roleSetting(row));
            }
        });
        return new Cluster(roles, memberships, settings, roleSettings);
    }

    private static Cluster.Setting setting(Row row) {
        return new Cluster.Setting(
                withoutSecret(row.text("name"), row.text("setting")),
                row.text("unit"),
                withoutSecret(row.text("name"), row.text("boot_val")),
                row.text("source"),
                row.text("context"),
                row.flag("pending_restart"));
    }

    private static Cluster.RoleSetting roleSetting(Row row) {
        String item = row.text("item");
        int equals = item.indexOf('=');
        String name = item.substring(0, equals);
        return new Cluster.RoleSetting(
                row.maybe("first"), row.maybe("second"), name, withoutSecret(name, item.substring(equals + 1)));
    }

    /// The value with anything that looks like a credential replaced by `***`.
    static String withoutSecret(String name, String value) {
        if (SECRET_NAME.matcher(name).matches() && !name.equals("password_encryption") && !value.isEmpty()) {
            return "***";
        }
        String masked = PASSWORD_WITHIN.matcher(value).replaceAll("$1***");
        return URL_PASSWORD.matcher(masked).replaceAll("$1***@");
    }
}
