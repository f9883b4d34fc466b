package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Indexes of tables and materialized views, with their use.
final class IndexesQuery {
    private static final String SQL = """
            SELECT i.indexrelid, i.indrelid, c.relname, c.relnamespace, m.amname, i.indkey::text AS key, i.indnkeyatts,
                   i.indclass::text AS classes, i.indcollation::text AS collations, i.indoption::text AS flags,
                   i.indisunique, i.indisprimary, i.indnullsnotdistinct, i.indisvalid, i.indisready, i.indisclustered,
                   i.indisreplident, i.indpred IS NOT NULL AS partial, k.conname, c.reloptions::text AS options,
                   s.spcname, c.relpages, pg_stat_get_numscans(c.oid) AS scans,
                   pg_stat_get_tuples_returned(c.oid) AS rows_read, %s AS last_scan
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'p', 'm', 'f')
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_am m ON m.oid = c.relam
              LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
                                       AND k.conrelid = i.indrelid
              LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";
    private static final String LAST_SCAN = "(extract(epoch FROM pg_stat_get_lastscan(c.oid)) * 1000000)::bigint";

    final Map<Long, List<Index>> ofRelations = new HashMap<>();
    final Map<Long, Long> scans = new HashMap<>();
    final Map<QualifiedName, Statistics.IndexUse> uses = new TreeMap<>();
    private final Map<Long, QualifiedName> names = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Context context;
    private final Map<Long, List<Column>> columns;

    private IndexesQuery(Context context, Map<Long, List<Column>> columns) {
        this.context = context;
        this.columns = columns;
    }

    /// An index whose parent's name may still have to come.
    private record Pending(long oid, long relation, Index index) {}

    static IndexesQuery read(CatalogSession session, Context context, Map<Long, List<Column>> columns, long blockSize) {
        IndexesQuery query = new IndexesQuery(context, columns);
        String sql = SQL.replace("%s", context.major() >= 16 ? LAST_SCAN : "NULL");
        session.read("indexes", sql, row -> query.add(row, blockSize));
        query.pending.forEach(query::settle);
        query.pending.clear();
        query.ofRelations.values().forEach(list -> list.sort(Comparator.comparing(Index::name)));
        return query;
    }

    private void add(Row row, long blockSize) {
        long oid = row.number("indexrelid");
        long relation = row.number("indrelid");
        Index index = index(row, oid, relation);
        names.put(oid, index.name());
        pending.add(new Pending(oid, relation, index));
        scans.merge(relation, row.number("scans"), Long::sum);
        uses.put(
                index.name(),
                new Statistics.IndexUse(
                        row.number("relpages") * blockSize,
                        row.number("scans"),
                        row.number("rows_read"),
                        row.instant("last_scan")));
    }

    private Index index(Row row, long oid, long relation) {
        List<String> all = columnNames(relation, row.numbers("key"));
        int keys = row.integer("indnkeyatts");
        return new Index(
                context.lookup().name(row, "relnamespace", "relname"),
                row.text("amname"),
                keys(row, oid, all.subList(0, keys)),
                all.subList(keys, all.size()),
                row.flag("partial") ? Optional.of(context.texts().of(Texts.Kind.PREDICATE, oid)) : Optional.empty(),
                row.flag("indisunique"),
                row.flag("indisprimary"),
                row.flag("indnullsnotdistinct"),
                row.flag("indisvalid"),
                row.flag("indisready"),
                row.flag("indisclustered"),
                row.flag("indisreplident"),
                row.maybe("conname"),
                Optional.empty(),
                row.sorted("options"),
                row.maybe("spcname"),
                context.texts().of(Texts.Kind.INDEX, oid),
                context.lookup().notes().comment(Notes.RELATION, oid));
    }

    /// One name for each position; empty for an expression (position 0).
    private List<String> columnNames(long relation, long[] positions) {
        List<Column> all = columns.getOrDefault(relation, List.of());
        List<String> found = new ArrayList<>(positions.length);
        for (long position : positions) {
            found.add(all.stream()
                    .filter(c -> c.position() == position)
                    .findFirst()
                    .map(Column::name)
                    .orElse(""));
        }
        return found;
    }

    private List<Index.Key> keys(Row row, long oid, List<String> names) {
        long[] classes = row.numbers("classes");
        long[] collations = row.numbers("collations");
        long[] flags = row.numbers("flags");
        List<Index.Key> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            boolean expression = names.get(i).isEmpty();
            keys.add(new Index.Key(
                    expression ? Optional.empty() : Optional.of(names.get(i)),
                    expression ? Optional.of(context.texts().of(Texts.Kind.KEY, oid, i + 1)) : Optional.empty(),
                    context.lookup()
                            .notes()
                            .operatorClass(classes[i])
                            .orElseGet(() -> new QualifiedName("pg_catalog", "unknown")),
                    context.lookup().notes().collation(collations[i]),
                    (flags[i] & 1) != 0,
                    (flags[i] & 2) != 0));
        }
        return keys;
    }

    private void settle(Pending p) {
        Optional<QualifiedName> parent = context.lookup().notes().parents(p.oid).stream()
                .flatMap(oid -> Optional.ofNullable(names.get(oid)).stream())
                .findFirst();
        Index index = parent.isEmpty() ? p.index : withParent(p.index, parent);
        ofRelations.computeIfAbsent(p.relation, r -> new ArrayList<>()).add(index);
    }

    private static Index withParent(Index i, Optional<QualifiedName> parent) {
        return new Index(
                i.name(),
                i.method(),
                i.keys(),
                i.include(),
                i.predicate(),
                i.unique(),
                i.primary(),
                i.nullsNotDistinct(),
                i.valid(),
                i.ready(),
                i.clustered(),
                i.replicaIdentity(),
                i.constraint(),
                parent,
                i.options(),
                i.tablespace(),
                i.definition(),
                i.comment());
    }
}
