package dev.pgsteady.schema;

/// One privilege that a role holds on an object (one item of an `aclitem[]`, one privilege each).
///
/// @param grantee   the role; empty string stands for `PUBLIC`
/// @param privilege `SELECT`, `INSERT`, `USAGE`, `EXECUTE`, `CREATE`, ... as `aclexplode` names them
/// @param grantable whether it was given `WITH GRANT OPTION`
/// @param grantor   the role that gave it
public record Grant(String grantee, String privilege, boolean grantable, String grantor) {
    /// Whether everybody has it.
    public boolean toPublic() {
        return grantee.isEmpty();
    }
}
