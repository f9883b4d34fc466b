package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks at a few rows behind the references between tables: whether their parents are there, and whether they were
/// committed together with them.
///
/// Runs after the snapshot's transaction, one short transaction for each reference, so that nobody ever waits for it
/// for long, and it for nobody: locks are asked for with `NOWAIT`. A reference whose tables are locked, too slow or not
/// to be read is left out, and so is one whose reading could call a function that the tables' owner wrote.
public final class ReferenceSampler {
    private static final int MOST_REFERENCES = 30;
    private static final long MOST_BLOCKS = 2_000;
    private static final int MOST_ROWS = 20_000;
    private static final int NEWEST_ROWS = 1_000;
    private static final int NEWEST_BLOCKS = 64;

    /// Fails rather than waits, runs a second at most, and refuses to read through policies, which would hide
    /// parents. Functions and operators are those of `pg_catalog`: a database's owner must not be able to slip in
    /// others, which a superuser's check would run.
    static final String LIMITS = """
            SET TRANSACTION READ ONLY; SET LOCAL lock_timeout = '50ms'; SET LOCAL statement_timeout = '1s';
            SET LOCAL row_security = off; SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL jit = off;
            SET LOCAL max_parallel_workers_per_gather = 0""";

    /// Transactions that lie so close are called near where commit timestamps are missing.
    private static final String NEAR_BY_ID = "age(p.xmin) - age(c.xmin) BETWEEN 1 AND 50";

    private static final String SAME_BY_TIME = "pg_xact_commit_timestamp(c.xmin) = pg_xact_commit_timestamp(p.xmin)";
    private static final String NEAR_BY_TIME = """
            pg_xact_commit_timestamp(c.xmin) > pg_xact_commit_timestamp(p.xmin)
              AND pg_xact_commit_timestamp(c.xmin) <= pg_xact_commit_timestamp(p.xmin) + interval '2 seconds'""";
    private static final String KNOWN_BY_TIME = """
             AND pg_xact_commit_timestamp(c.xmin) IS NOT NULL AND pg_xact_commit_timestamp(p.xmin) IS NOT NULL""";

    /// Samples the references of the largest tables, declared or inferred, thirty at the most.
    ///
    /// @param connection outside a transaction; it is left so, with auto-commit as it was
    /// @throws Problem when the connection breaks
    public Taken sample(Connection connection, Facts facts) {
        Taken taken = new Taken(new ArrayList<>(), new LinkedHashMap<>());
        try {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                for (Reference reference : worthwhile(facts)) {
                    sample(connection, facts, reference, taken);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection broke while rows were sampled: " + e.getMessage() + ".",
                    "Run the check again.",
                    e);
        }
        return taken;
    }

    /// What was seen, and why the rest was not.
    public record Taken(List<ReferenceSample> samples, Map<Reference, String> left) {}

    /// The references of tables that have rows, whose parent can be looked up by an index; the largest children first.
    private static List<Reference> worthwhile(Facts facts) {
        Stream<Reference> declared = facts.tables().stream()
                .filter(t -> !t.isPartition())
                .flatMap(t -> facts.referencing(t.name()).stream());
        return Stream.concat(declared, References.inferred(facts).stream())
                .filter(r ->
                        facts.table(r.child()).filter(t -> facts.rows(t) > 0).isPresent())
                .filter(r ->
                        facts.table(r.parent()).filter(t -> searchable(t, r)).isPresent())
                .sorted(Comparator.<Reference>comparingLong(r -> -rows(facts, r))
                        .thenComparing(Reference::child)
                        .thenComparing(r -> String.join(",", r.columns())))
                .limit(MOST_REFERENCES)
                .toList();
    }

    private static long rows(Facts facts, Reference reference) {
        return facts.table(reference.child()).map(facts::rows).orElse(0L);
    }

    private static boolean searchable(Table parent, Reference reference) {
        Set<String> key = new HashSet<>(reference.parentColumns());
        return parent.kind() != Table.Kind.FOREIGN && parent.indexes().stream().anyMatch(i -> finds(i, key));
    }

    private static boolean finds(Index index, Set<String> key) {
        return index.valid()
                && index.unique()
                && index.predicate().isEmpty()
                && index.plainColumns()
                && key.equals(new HashSet<>(index.columns()));
    }

    private static void sample(Connection connection, Facts facts, Reference reference, Taken taken)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
            statement.execute("LOCK TABLE %s, %s IN ACCESS SHARE MODE NOWAIT"
                    .formatted(reference.child().sql(), reference.parent().sql()));
            if (OwnersFunctions.callable(statement, List.of(reference.child(), reference.parent()))) {
                taken.left.put(reference, OwnersFunctions.REASON);
                return;
            }
            Orphans orphans = guaranteed(facts, reference) ? new Orphans(0, 0) : orphans(statement, reference, facts);
            taken.samples.add(together(statement, facts, reference, orphans));
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            taken.left.put(reference, Refusal.words(e));
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /// Whether the server itself has seen to it that no row lacks its parent.
    private static boolean guaranteed(Facts facts, Reference reference) {
        return facts.table(reference.child()).stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> reference.constraint().equals(Optional.of(k.name())))
                .map(ForeignKey::common)
                .anyMatch(c -> c.validated() && c.enforced());
    }

    /// Rows that were looked at, and those of them without a parent.
    private record Orphans(long rows, long orphans) {}

    private static Orphans orphans(Statement statement, Reference reference, Facts facts) throws SQLException {
        long blocks = facts.table(reference.child())
                .map(t -> facts.use(t).bytes() / 8192)
                .orElse(0L);
        String sample = blocks <= MOST_BLOCKS
                ? ""
                : "TABLESAMPLE SYSTEM (%d.%04d) REPEATABLE (1)"
                        .formatted(MOST_BLOCKS * 100 / blocks, MOST_BLOCKS * 1_000_000 / blocks % 10_000);
        String sql = """
                SELECT /* pgsteady */ count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM %s p WHERE %s))
                  FROM (SELECT %s FROM %s %s WHERE %s LIMIT %d) c""".formatted(
                        reference.parent().sql(),
                        joined(reference),
                        columns(reference),
                        reference.child().sql(),
                        sample,
                        present(reference),
                        MOST_ROWS);
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Orphans(row.getLong(1), row.getLong(2));
        }
    }

    /// Compares the newest rows' transactions with their parents'. Rows whose transaction is older than what the table
    /// has frozen are left out: their ids no longer say when.
    private static ReferenceSample together(Statement statement, Facts facts, Reference reference, Orphans orphans)
            throws SQLException {
        boolean timed = facts.settingIs("track_commit_timestamp", "on");
        if (!plain(facts, reference)) {
            return new ReferenceSample(reference, orphans.rows(), orphans.orphans(), 0, 0, 0, timed);
        }
        String sql = """
                SELECT /* pgsteady */ count(*), coalesce(avg((%s)::int), 0), coalesce(avg((%s)::int), 0)
                  FROM (SELECT xmin, %s FROM %s WHERE ctid >= '(%d,0)'::tid AND %s ORDER BY ctid DESC LIMIT %d) c
                  JOIN %s p ON %s
                 WHERE age(c.xmin) <= %s AND age(p.xmin) <= %s%s""".formatted(
                        timed ? SAME_BY_TIME : "c.xmin = p.xmin",
                        timed ? NEAR_BY_TIME : NEAR_BY_ID,
                        columns(reference),
                        reference.child().sql(),
                        Math.max(0, blocks(statement, reference) - NEWEST_BLOCKS),
                        present(reference),
                        NEWEST_ROWS,
                        reference.parent().sql(),
                        joined(reference),
                        frozen(reference.child().sql()),
                        frozen(reference.parent().sql()),
                        timed ? KNOWN_BY_TIME : "");
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new ReferenceSample(
                    reference,
                    orphans.rows(),
                    orphans.orphans(),
                    row.getLong(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    timed);
        }
    }

    /// Only a table with rows of its own has places of rows that can be compared.
    private static boolean plain(Facts facts, Reference reference) {
        return Stream.of(reference.child(), reference.parent())
                .allMatch(n -> facts.table(n)
                        .filter(t -> t.kind() == Table.Kind.ORDINARY)
                        .isPresent());
    }

    private static long blocks(Statement statement, Reference reference) throws SQLException {
        String sql = "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::int"
                .formatted(Sql.literal(reference.child().sql()));
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String frozen(String table) {
        return "(SELECT age(relfrozenxid) FROM pg_class WHERE oid = %s::regclass)".formatted(Sql.literal(table));
    }

    private static String columns(Reference reference) {
        return reference.columns().stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    private static String present(Reference reference) {
        return reference.columns().stream()
                .map(c -> Sql.identifier(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    private static String joined(Reference reference) {
        return IntStream.range(0, reference.columns().size())
                .mapToObj(i -> "p.%s = c.%s"
                        .formatted(
                                Sql.identifier(reference.parentColumns().get(i)),
                                Sql.identifier(reference.columns().get(i))))
                .collect(Collectors.joining(" AND "));
    }
}
