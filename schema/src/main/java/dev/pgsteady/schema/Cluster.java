package dev.pgsteady.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What belongs to the server rather than to one database: roles, memberships and settings.
///
/// @param settings     every row of `pg_settings` that the role may see, by name
/// @param roleSettings `ALTER ROLE ... SET` and `ALTER DATABASE ... SET` that touch this database
public record Cluster(
        List<Role> roles, List<Membership> memberships, Map<String, Setting> settings, List<RoleSetting> roleSettings) {
    public Cluster {
        roles = List.copyOf(roles);
        memberships = List.copyOf(memberships);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        roleSettings = List.copyOf(roleSettings);
    }

    /// The value of a setting as the server keeps it (in `unit`); empty when there is none or it is hidden.
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).map(Setting::value);
    }

    /// A role.
    ///
    /// @param connectionLimit -1 for none
    /// @param validUntil      when its password ends; empty for never
    /// @param verifier        how its password is stored, where the snapshot may see it; never the verifier itself
    public record Role(
            String name,
            boolean login,
            boolean superuser,
            boolean createRole,
            boolean createDatabase,
            boolean replication,
            boolean bypassRowSecurity,
            boolean inherit,
            int connectionLimit,
            Optional<Instant> validUntil,
            Optional<Verifier> verifier,
            Optional<String> comment) {}

    /// How a role's password is stored.
    public enum Verifier {
        NONE,
        MD5,
        SCRAM
    }

    /// `member` has the rights of `role`.
    public record Membership(String role, String member, boolean admin) {}

    /// A setting.
    ///
    /// @param value        in `unit`
    /// @param unit         as in `kB`, `8kB`, `ms`; empty where there is none
    /// @param bootValue    the built-in default
    /// @param source       where the value comes from: `default`, `configuration file`, `database`, ...
    /// @param context      when it can change: `postmaster` needs a restart, `sighup` a reload, ...
    /// @param pendingRestart whether the file says something else since
    public record Setting(
            String value, String unit, String bootValue, String source, String context, boolean pendingRestart) {}

    /// A setting given to a role, a database or both (`pg_db_role_setting`); empty stands for all.
    public record RoleSetting(Optional<String> role, Optional<String> database, String name, String value) {}
}
