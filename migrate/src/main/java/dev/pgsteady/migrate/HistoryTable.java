package dev.pgsteady.migrate;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.util.List;
import java.util.Optional;

/// The table in which a database says which revisions it has, and every statement that touches it.
///
/// @param name where it is
public record HistoryTable(QualifiedName name) {
    /// The layout of the table as this version writes it. A change to it is a new number and a way from each old one.
    static final int LAYOUT = 1;

    private static final String COMMENT = "The revisions of this database, kept by pgsteady; layout ";

    /// The table in a schema.
    public static HistoryTable in(String schema) {
        return new HistoryTable(new QualifiedName(schema, "pgsteady_revisions"));
    }

    /// The tables that are ours in its schema: itself, and what commands found out.
    public List<QualifiedName> tables() {
        return List.of(name, EvidenceTable.beside(this).name());
    }

    /// Makes it, and says its layout in its comment.
    String create() {
        return """
                CREATE TABLE %1$s (
                    position bigint GENERATED ALWAYS AS IDENTITY,
                    revision text PRIMARY KEY,
                    message text NOT NULL,
                    checksum text NOT NULL,
                    state text NOT NULL CHECK (state IN ('applied', 'running')),
                    direction text NOT NULL CHECK (direction IN ('up', 'down')),
                    statements_done integer NOT NULL,
                    applied_by text NOT NULL,
                    applied_at timestamptz NOT NULL,
                    milliseconds bigint NOT NULL,
                    server_version text NOT NULL,
                    pgsteady_version text NOT NULL
                );
                COMMENT ON TABLE %1$s IS '%2$s%3$d';""".formatted(name.sql(), COMMENT, LAYOUT);
    }

    /// The layout that a comment names.
    static Optional<Integer> layout(String comment) {
        String number = comment.startsWith(COMMENT) ? comment.substring(COMMENT.length()) : "";
        return number.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }

    /// The comment, then the rows, as two statements of one message.
    String read() {
        return "SELECT pg_catalog.obj_description(" + Sql.literal(name.sql()) + "::pg_catalog.regclass, 'pg_class');"
                + "SELECT revision, message, checksum, state, direction, statements_done, applied_by,"
                + " (extract(epoch FROM applied_at) * 1000)::bigint, milliseconds, server_version, pgsteady_version"
                + " FROM " + name.sql() + " ORDER BY position";
    }

    /// Writes down that a revision was applied by the transaction that this is part of.
    String applied(Revision revision, int statements) {
        return insert(
                revision,
                "applied",
                statements,
                "(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint");
    }

    /// Writes down that a revision is there, whoever made it so.
    String stamped(Revision revision) {
        return insert(revision, "applied", 0, "0") + " ON CONFLICT (revision) DO UPDATE SET state = 'applied',"
                + " direction = 'up', checksum = EXCLUDED.checksum, message = EXCLUDED.message";
    }

    /// Writes down that a revision has begun whose statements commit one by one.
    String begun(Revision revision) {
        return insert(revision, "running", 0, "0");
    }

    private String insert(Revision revision, String state, int done, String milliseconds) {
        return "INSERT INTO " + name.sql() + " (revision, message, checksum, state, direction, statements_done,"
                + " applied_by, applied_at, milliseconds, server_version, pgsteady_version) VALUES ("
                + Sql.literal(revision.id().text()) + ", " + Sql.literal(revision.message()) + ", "
                + Sql.literal(revision.checksum()) + ", '" + state + "', 'up', " + done
                + ", session_user, transaction_timestamp(), " + milliseconds + ", current_setting('server_version'), "
                + Sql.literal(ToolVersion.TEXT) + ")";
    }

    /// Writes down how far a revision is.
    String progress(RevisionId id, Direction direction, int done) {
        return "UPDATE " + name.sql() + " SET state = 'running', direction = '" + direction.word()
                + "', statements_done = " + done + " WHERE revision = " + Sql.literal(id.text());
    }

    /// Writes down that a revision whose statements committed one by one is complete.
    String completed(RevisionId id, int done) {
        return "UPDATE " + name.sql() + " SET state = 'applied', statements_done = " + done
                + ", milliseconds = (extract(epoch FROM clock_timestamp() - applied_at) * 1000)::bigint"
                + " WHERE revision = " + Sql.literal(id.text());
    }

    /// Forgets a revision that was taken back.
    String remove(RevisionId id) {
        return "DELETE FROM " + name.sql() + " WHERE revision = " + Sql.literal(id.text());
    }
}
