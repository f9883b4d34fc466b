package dev.pgsteady.readiness;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.ArrayList;
import java.util.List;

/// What a role without the right gets no error for, only blanks or nothing.
final class Kept {
    private Kept() {}

    /// @param role        who looks
    /// @param allSessions whether it sees what other roles' sessions do
    /// @param hba         whether it sees `pg_hba.conf`
    static List<Unseen> from(String role, boolean allSessions, boolean hba) {
        List<Unseen> unseen = new ArrayList<>();
        String name = Sql.identifier(role);
        if (!allSessions) {
            unseen.add(new Unseen(
                    Unseen.Kind.SESSIONS,
                    "What other roles' sessions do is kept from " + name + "; GRANT pg_read_all_stats shows it."));
        }
        if (!hba) {
            unseen.add(new Unseen(
                    Unseen.Kind.HBA_RULES,
                    ("pg_hba.conf is kept from %s; a superuser sees it, or:"
                                    + " GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO %s")
                            .formatted(name, name)));
        }
        return unseen;
    }
}
