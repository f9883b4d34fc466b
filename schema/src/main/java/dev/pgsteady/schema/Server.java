package dev.pgsteady.schema;

import java.time.Instant;
import java.util.List;

/// The server and the session that looked.
///
/// @param version            `server_version`, as in `15.18`
/// @param versionNumber      `server_version_num`, as in 150018
/// @param database           the database that the session was in
/// @param role               the role that looked (`current_user`)
/// @param superuser          whether that role is a superuser
/// @param monitor            whether it has the rights of `pg_monitor`
/// @param standby            whether the server is in recovery
/// @param at                 the server's clock at the snapshot (`transaction_timestamp()`)
/// @param started            when the postmaster started
/// @param databaseOwner      the owner of the database
/// @param encoding           the database's encoding, as in `UTF8`
/// @param collation          the database's default collation, `datcollate`
/// @param databaseGrants     `datacl` as grants, the built-in default spelled out
/// @param systemIdentifier   the cluster's identifier, empty when the role may not see it
public record Server(
        String version,
        int versionNumber,
        String database,
        String role,
        boolean superuser,
        boolean monitor,
        boolean standby,
        Instant at,
        Instant started,
        String databaseOwner,
        String encoding,
        String collation,
        List<Grant> databaseGrants,
        String systemIdentifier) {
    public Server {
        databaseGrants = List.copyOf(databaseGrants);
    }

    /// The version without the packager's addition: `15.18` of `15.18 (Debian 15.18-0+deb12u1)`.
    public String release() {
        int space = version.indexOf(' ');
        return space < 0 ? version : version.substring(0, space);
    }

    /// The major version, as in 15.
    public int major() {
        return versionNumber / 10_000;
    }
}
