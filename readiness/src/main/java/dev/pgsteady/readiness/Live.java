package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.TlsIdentity;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server is doing and how it may be reached: the facts of a check that are no part of the catalog.
///
/// @param sessions   everybody's sessions on this server, our own left out; other roles' are blank to a plain role
/// @param prepared   transactions prepared for two-phase commit
/// @param hba        `pg_hba.conf` as the server last parsed the file; empty when the role may not see it
/// @param archiver   of WAL; empty when the role may not see it
/// @param slots      replication slots
/// @param standbys   connected standbys
/// @param collations collations whose version is no longer what the server recorded; the database's own first
/// @param guessed    roles whose password was guessed; empty when verifiers cannot be seen
/// @param samples    what was looked at afterwards, bit by bit
/// @param statements whether `pg_stat_statements` is loaded, installed here, and evicting
/// @param building   indexes that are being built right now (`pg_stat_progress_create_index`), or may be
/// @param counters   what the server has counted
/// @param probes     what was looked at one by one
/// @param gaps       what could not be read, and why; asking for it is [Unread]
public record Live(
        List<Session> sessions,
        List<Prepared> prepared,
        Optional<List<HbaRule>> hba,
        Optional<Archiver> archiver,
        List<Slot> slots,
        List<Standby> standbys,
        List<StaleCollation> collations,
        Optional<List<GuessedPassword>> guessed,
        Samples samples,
        Statements statements,
        List<QualifiedName> building,
        Counters counters,
        Probes probes,
        Gaps gaps) {
    public Live {
        sessions = List.copyOf(sessions);
        prepared = List.copyOf(prepared);
        hba = hba.map(List::copyOf);
        slots = List.copyOf(slots);
        standbys = List.copyOf(standbys);
        collations = List.copyOf(collations);
        guessed = guessed.map(List::copyOf);
        building = List.copyOf(building);
    }

    /// The same with what was looked at afterwards.
    Live with(Samples looked, List<Probes.History> histories, TlsIdentity tls) {
        return new Live(
                sessions,
                prepared,
                hba,
                archiver,
                slots,
                standbys,
                collations,
                guessed,
                looked,
                statements,
                building,
                counters,
                probes.with(histories, tls),
                gaps);
    }

    /// The same with these samples.
    Live with(Samples looked) {
        return with(looked, probes.histories(), probes.tls());
    }

    @Override
    public List<Session> sessions() {
        return gaps.unless(Part.SESSIONS, sessions);
    }

    @Override
    public List<Prepared> prepared() {
        return gaps.unless(Part.PREPARED, prepared);
    }

    @Override
    public Optional<List<HbaRule>> hba() {
        return gaps.unless(Part.HBA, hba);
    }

    @Override
    public Optional<Archiver> archiver() {
        return gaps.unless(Part.ARCHIVER, archiver);
    }

    @Override
    public List<Slot> slots() {
        return gaps.unless(Part.SLOTS, slots);
    }

    @Override
    public List<Standby> standbys() {
        return gaps.unless(Part.STANDBYS, standbys);
    }

    @Override
    public List<StaleCollation> collations() {
        return gaps.unless(Part.COLLATIONS, collations);
    }

    @Override
    public Optional<List<GuessedPassword>> guessed() {
        return gaps.unless(Part.PASSWORDS, guessed);
    }

    @Override
    public Statements statements() {
        return gaps.unless(Part.STATEMENTS, statements);
    }

    @Override
    public List<QualifiedName> building() {
        return gaps.unless(Part.BUILDING, building);
    }

    @Override
    public Counters counters() {
        return gaps.unless(Part.COUNTERS, counters);
    }

    @Override
    public Probes probes() {
        return gaps.unless(Part.STORED_PASSWORDS, probes);
    }

    /// What is read in one piece.
    public enum Part {
        SESSIONS("sessions"),
        PREPARED("prepared transactions"),
        HBA("pg_hba.conf"),
        ARCHIVER("the archiver of WAL"),
        SLOTS("replication slots"),
        STANDBYS("standbys"),
        COLLATIONS("versions of collations"),
        PASSWORDS("how passwords are stored"),
        STATEMENTS("pg_stat_statements"),
        BUILDING("index builds"),
        COUNTERS("the server's counters"),
        STORED_PASSWORDS("user mappings");

        private final String words;

        Part(String words) {
            this.words = words;
        }
    }

    /// What could not be read.
    ///
    /// @param parts  with the reason: "timed out", "not allowed"
    /// @param unseen what the role does not get to see although nothing went wrong
    public record Gaps(Map<Part, String> parts, List<Unseen> unseen) {
        /// Everything was read.
        public static final Gaps NONE = new Gaps(Map.of(), List.of());

        public Gaps {
            parts = Map.copyOf(parts);
            unseen = List.copyOf(unseen);
        }

        boolean in(Part part) {
            return parts.containsKey(part);
        }

        private <T> T unless(Part part, T value) {
            if (parts.containsKey(part)) {
                throw new Unread(part.words + " could not be read: " + parts.get(part));
            }
            return value;
        }
    }

    /// A rule asked for what could not be read. Its verdict is unknown, whatever else it would have looked at; so no
    /// rule can take what is missing for what is not there.
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unread(String what) {
            super(what);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    /// The same, with `pg_stat_statements` created here or not.
    Live withStatementsInstalled(boolean installed) {
        Statements counted = new Statements(statements.loaded(), installed, statements.evictions(), statements.main());
        return new Live(
                sessions,
                prepared,
                hba,
                archiver,
                slots,
                standbys,
                collations,
                guessed,
                samples,
                counted,
                building,
                counters,
                probes,
                gaps);
    }

    /// A client's session.
    ///
    /// @param state              as in `pg_stat_activity.state`; empty when hidden
    /// @param transactionSeconds how long its transaction has been open; 0 for none
    /// @param stateSeconds       how long it has been in this state
    /// @param clientAddress      empty for a Unix socket
    /// @param blockedBy          how many sessions it waits for
    public record Session(
            int pid,
            String role,
            String database,
            String application,
            String state,
            long transactionSeconds,
            long stateSeconds,
            Optional<String> clientAddress,
            boolean tls,
            int blockedBy) {}

    /// A prepared transaction.
    public record Prepared(String id, String owner, String database, long ageSeconds) {}

    /// A line of `pg_hba.conf` (`pg_hba_file_rules`; manual 53.10).
    ///
    /// @param type    `local`, `host`, `hostssl`, `hostnossl`, `hostgssenc`, `hostnogssenc`
    /// @param address as written; empty for `local`
    /// @param netmask empty for `local` and for words such as `all`
    /// @param error   why the line could not be parsed; empty when it could
    public record HbaRule(
            int line,
            String type,
            List<String> databases,
            List<String> users,
            String address,
            String netmask,
            String method,
            List<String> options,
            Optional<String> error) {
        public HbaRule {
            databases = List.copyOf(databases);
            users = List.copyOf(users);
            options = List.copyOf(options);
        }

        /// Whether it lets in more than this machine: no loopback address, no Unix socket.
        public boolean remote() {
            return !type.equals("local")
                    && !address.equals("samehost")
                    && !address.equals("::1")
                    && !address.startsWith("127.");
        }
    }

    /// The archiver of WAL (`pg_stat_archiver`).
    ///
    /// @param failingNow whether the last attempt failed
    /// @param lastArchivedSeconds how long ago; empty for never
    public record Archiver(long archived, long failed, boolean failingNow, Optional<Long> lastArchivedSeconds) {}

    /// A replication slot. `retainedBytes` is how much WAL it holds back; `walStatus` as in `pg_replication_slots`.
    ///
    /// @param physical whether it serves a standby or an archive rather than logical decoding
    public record Slot(String name, boolean physical, boolean active, long retainedBytes, String walStatus) {}

    /// A connected standby.
    public record Standby(String application, String state, long lagBytes, Optional<Long> lagSeconds) {}

    /// A collation whose version has changed under the indexes.
    public record StaleCollation(String name, String recorded, String actual) {}

    /// A role whose password could be guessed.
    ///
    /// @param how from what, never the password itself: "is the role's own name"
    public record GuessedPassword(String role, String how) {}

    /// What a sample of rows showed of a reference from a child to a parent table.
    ///
    /// @param rows        child rows looked at, nulls left out
    /// @param orphans     of these, how many have no parent
    /// @param recent      newest child rows looked at for their transactions
    /// @param sameCommit  share of them written by their parent's transaction, 0 to 1
    /// @param nearCommit  share of them written by a transaction shortly after their parent's, 0 to 1
    /// @param byTimestamp whether commit timestamps told (`track_commit_timestamp`) or only transaction ids
    public record ReferenceSample(
            Facts.Reference reference,
            long rows,
            long orphans,
            long recent,
            double sameCommit,
            double nearCommit,
            boolean byTimestamp) {}

    /// `pg_stat_statements`.
    ///
    /// @param evictions how often entries were thrown out for lack of room; empty when it cannot be read
    /// @param main      the texts of the statements that take most time in this database, without constants;
    ///                  ours and those that are hidden are left out; empty when it cannot be read
    public record Statements(boolean loaded, boolean installed, Optional<Long> evictions, Optional<List<String>> main) {
        public Statements {
            main = main.map(List::copyOf);
        }
    }
}
