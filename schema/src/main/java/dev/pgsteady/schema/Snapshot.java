package dev.pgsteady.schema;

import java.util.List;
import java.util.Objects;

/// A database at one instant: what it is declared to be, what was measured of it, and the server around it.
///
/// @param server     the server and the session that looked
/// @param schema     the catalog
/// @param cluster    roles and settings, which belong to the server rather than to the database
/// @param statistics sizes, usage and value distribution, beside the catalog because they change all the time
/// @param unseen     what the role was not allowed to see, so that a judge can say "unknown" rather than "fine"
public record Snapshot(Server server, Schema schema, Cluster cluster, Statistics statistics, List<Unseen> unseen) {
    public Snapshot {
        Objects.requireNonNull(server);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(statistics);
        unseen = List.copyOf(unseen);
    }

    /// Something that the role could not see.
    ///
    /// @param what the kind of fact
    /// @param why  the reason, with the right that would show it
    public record Unseen(Kind what, String why) {
        /// The kinds of fact that a plain role cannot see.
        public enum Kind {
            /// Passwords' verifiers: `pg_authid` is for superusers.
            PASSWORDS,
            /// Settings that only `pg_read_all_settings` shows.
            SETTINGS,
            /// Column statistics of tables that the role may not read.
            COLUMN_STATISTICS,
            /// Other roles' sessions, which `pg_read_all_stats` shows.
            SESSIONS,
            /// `pg_hba.conf` as the server read it.
            HBA_RULES,
            /// The last values of sequences that the role may not read.
            SEQUENCE_VALUES,
            /// Statistics of statements.
            STATEMENTS,
            /// Definitions of objects that another session had locked, or changed, while we read.
            LOCKED,
            /// Subscriptions, foreign servers' options and other objects kept for superusers.
            OTHER
        }
    }

    /// Whether nothing of this kind was hidden.
    public boolean sees(Unseen.Kind kind) {
        return unseen.stream().noneMatch(u -> u.what() == kind);
    }
}
