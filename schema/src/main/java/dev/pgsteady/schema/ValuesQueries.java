package dev.pgsteady.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Distribution of column values, and last values of sequences.
final class ValuesQueries {
    /// Own rows (`inherited` false) come last, so that they win over those of the whole inheritance tree.
    private static final String COLUMNS = """
            SELECT c.oid, s.attname, s.null_frac, s.avg_width, s.n_distinct,
                   coalesce(cardinality(s.most_common_freqs), 0) AS common
              FROM pg_stats s
              JOIN pg_namespace n ON n.nspname = s.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             ORDER BY s.inherited DESC""";
    private static final String SEQUENCES = """
            WITH locked AS MATERIALIZED (
              SELECT coalesce(array_agg(DISTINCT l.relation), '{}') AS oids
                FROM pg_locks l JOIN pg_database d ON d.oid = l.database
               WHERE l.locktype = 'relation' AND d.datname = current_database()
                 AND l.pid IS DISTINCT FROM pg_backend_pid()
                 AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')),
            found AS MATERIALIZED (
              SELECT s.seqrelid, s.seqrelid = ANY (oids) AS locked,
                     has_sequence_privilege(s.seqrelid, 'SELECT')
                       AND NOT (pg_is_in_recovery() AND c.relpersistence <> 'p') AS readable
                FROM locked, pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            SELECT seqrelid, locked, readable, CASE WHEN readable AND NOT locked THEN %s END AS last_value FROM found""";
    private static final String OPENING = "pg_sequence_last_value(seqrelid)";
    private static final String LOOKING =
            "(SELECT CASE WHEN d.is_called THEN d.last_value END FROM pg_get_sequence_data(seqrelid) d)";

    private ValuesQueries() {}

    /// By table and column name.
    static Map<Long, Map<String, Statistics.ColumnUse>> columns(CatalogSession session) {
        Map<Long, Map<String, Statistics.ColumnUse>> columns = new HashMap<>();
        session.read(
                "column statistics",
                COLUMNS,
                row -> columns.computeIfAbsent(row.number("oid"), t -> new TreeMap<>())
                        .put(
                                row.text("attname"),
                                new Statistics.ColumnUse(
                                        row.real("null_frac"),
                                        row.integer("avg_width"),
                                        row.real("n_distinct"),
                                        row.integer("common"))));
        return columns;
    }

    /// What the sequences told.
    ///
    /// @param failure what stopped the query altogether
    record Sequences(
            Map<Long, Statistics.SequenceUse> uses, Set<Long> locked, Set<Long> forbidden, Optional<String> failure) {}

    /// PostgreSQL 18 looks at a sequence and lets go; before, `pg_sequence_last_value` keeps ROW EXCLUSIVE on it until
    /// the transaction ends, which only DDL on that sequence notices. It is asked last.
    static Sequences sequences(CatalogSession session, int major) {
        Map<Long, Statistics.SequenceUse> uses = new HashMap<>();
        Set<Long> locked = new HashSet<>();
        Set<Long> forbidden = new HashSet<>();
        String sql = SEQUENCES.replace("%s", major >= 18 ? LOOKING : OPENING);
        Optional<SQLException> failure = session.tryRead("sequence values", sql, row -> {
            long oid = row.number("seqrelid");
            uses.put(oid, new Statistics.SequenceUse(row.maybe("last_value").map(Long::valueOf)));
            if (!row.flag("readable")) {
                forbidden.add(oid);
            } else if (row.flag("locked")) {
                locked.add(oid);
            }
        });
        return new Sequences(uses, locked, forbidden, failure.map(SQLException::getMessage));
    }
}
