package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// Brings back one table as it was: the whole server is recovered in a scratch folder, the table's rows are
/// copied into a new table of a running database, and the scratch server is thrown away. Nothing that is
/// there is changed.
///
/// @param recovery where the backups are
/// @param into     the database that gets the new table
/// @param scratch  a folder with room for the whole server; what is made in it is removed
public record TableAtTime(PointInTime recovery, ConnectionSettings into, Path scratch) {
    private static final int FIRST_PORT = 26_000;

    private static final String CANONICAL = """
            SET search_path = pg_catalog; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET TimeZone = 'UTC';
            SET bytea_output = hex; SET extra_float_digits = 1; SET xmloption = content; SET lc_monetary = 'C';
            SET statement_timeout = 0""";

    /// What is wanted.
    ///
    /// @param database in which the table was
    /// @param target   when
    /// @param as       what the new table is called; it must not be there
    public record Request(String database, QualifiedName table, RecoveryTarget target, QualifiedName as) {
        /// Under the old name with the time behind it, as in `orders_at_20261121_055000`.
        public static Request at(String database, QualifiedName table, Instant at) {
            String time = at.toString().replaceAll("[-:]", "").replace('T', '_').replaceAll("[.Z].*", "");
            return new Request(
                    database,
                    table,
                    new RecoveryTarget.Time(at),
                    new QualifiedName(table.schema(), Sql.name(table.name(), "_at_" + time)));
        }
    }

    /// What came of it.
    ///
    /// @param table      the new one
    /// @param set        the backup that the recovery began with
    /// @param lastCommit the last before the target
    public record Result(QualifiedName table, long rows, SetId set, Optional<Instant> lastCommit) {}

    /// @param columns as CREATE TABLE wants them
    /// @param names   as COPY wants them
    private record Shape(String columns, String names) {}

    /// Brings the table back.
    ///
    /// @throws Problem OCCUPIED when there is a table of the new name; USAGE when there was no such table then; as
    ///         [PointInTime] has it
    public Result restore(Request request, WorkProgress progress) {
        requireFree(request);
        PointInTime.Plan plan = recovery.plan(request.target(), Optional.empty());
        Path data = scratch.resolve("pgsteady-at-" + ProcessHandle.current().pid());
        Recovered recovered =
                recovery.restore(plan, RecoveryOptions.scratch(data, RestoredServer.freePort(FIRST_PORT)), progress);
        try {
            progress.at("Copying " + request.table(), 0, 0);
            long rows = copy(recovered, superuser(plan), request);
            return new Result(request.as(), rows, recovered.set(), recovered.lastCommit());
        } finally {
            recovery.server(recovered).abandon();
            remove(data);
        }
    }

    private static void remove(Path data) {
        try {
            OwnedFiles.deleteTree(data);
        } catch (IOException e) {
            throw FileTrouble.of("The scratch server in %s cannot be removed".formatted(data), e);
        }
    }

    private String superuser(PointInTime.Plan plan) {
        return recovery.repository()
                .manifest(plan.set())
                .physical()
                .orElseThrow()
                .superuser();
    }

    private void requireFree(Request request) {
        try (Connection live = Database.connect(into);
                Statement statement = live.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass(%s) IS NOT NULL"
                        .formatted(Sql.literal(request.as().sql())))) {
            row.next();
            if (row.getBoolean(1)) {
                throw new Problem(
                        Problem.Kind.OCCUPIED,
                        "There is a table %s in %s already.".formatted(request.as(), into.database()),
                        "Name another one; nothing was changed.");
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private long copy(Recovered recovered, String superuser, Request request) {
        ConnectionSettings then =
                ConnectionSettings.to(recovered.data().toString(), recovered.port(), request.database(), superuser);
        try (Connection from = Database.connect(then);
                Connection to = Database.connect(into)) {
            to.setAutoCommit(false);
            canonical(from);
            canonical(to);
            Shape shape = shape(from, request);
            try (Statement create = to.createStatement()) {
                create.execute("CREATE TABLE %s (%s)".formatted(request.as().sql(), shape.columns()));
            }
            long rows = rows(from, to, request, shape);
            to.commit();
            return rows;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static void canonical(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CANONICAL);
        }
    }

    private static Shape shape(Connection from, Request request) throws SQLException {
        String query = """
                SELECT c.relkind IN ('r', 'p') AND c.relpersistence = 'p',
                       string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                                  || coalesce(' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(l.collname), ''),
                                  ', ' ORDER BY a.attnum),
                       string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  JOIN pg_type t ON t.oid = a.atttypid
                  LEFT JOIN pg_collation l ON l.oid = a.attcollation AND a.attcollation <> t.typcollation
                  LEFT JOIN pg_namespace n ON n.oid = l.collnamespace
                 WHERE c.oid = to_regclass(?) GROUP BY 1""";
        try (PreparedStatement statement = from.prepareStatement(query)) {
            statement.setString(1, request.table().sql());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    return new Shape(row.getString(2), row.getString(3));
                }
            }
            throw new Problem(
                    Problem.Kind.USAGE,
                    "There was no table %s with rows that are logged in %s at %s."
                            .formatted(
                                    request.table(),
                                    request.database(),
                                    request.target().words()),
                    "Look at the name, or choose another time. Rows of unlogged tables are in no physical backup.");
        }
    }

    private static long rows(Connection from, Connection to, Request request, Shape shape) throws SQLException {
        CopyManager source = from.unwrap(PGConnection.class).getCopyAPI();
        CopyManager sink = to.unwrap(PGConnection.class).getCopyAPI();
        CopyOut out = source.copyOut("COPY (SELECT %s FROM %s) TO STDOUT"
                .formatted(shape.names(), request.table().sql()));
        CopyIn in = sink.copyIn("COPY %s (%s) FROM STDIN".formatted(request.as().sql(), shape.names()));
        try {
            for (byte @Nullable [] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }
}
