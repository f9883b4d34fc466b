package dev.pgsteady.readiness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The foreign keys without a usable index as one catalog query finds them: another way to the same answer.
final class IndexTruth {
    private static final String SQL = """
            with keys as (
              select oid, conrelid, conname, conkey::int2[] as wanted, cardinality(conkey) as width
              from pg_constraint
              where contype = 'f' and conparentid = 0)
            select quote_ident(n.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(k.conname)
            from keys k
              join pg_class t on t.oid = k.conrelid
              join pg_namespace n on n.oid = t.relnamespace
            where not exists (
              select from pg_index i
                join pg_class c on c.oid = i.indexrelid
                join pg_am m on m.oid = c.relam
              where i.indrelid = k.conrelid and i.indisvalid and i.indisready and i.indnkeyatts >= k.width
                and (m.amname = 'btree' or m.amname = 'hash' and k.width = 1)
                and (select array_agg(x order by x) from unnest((i.indkey::int2[])[0:k.width - 1]) x)
                  = (select array_agg(x order by x) from unnest(k.wanted) x)
                and (i.indpred is null or exists (
                  select from pg_attribute a
                  where a.attrelid = k.conrelid and a.attnum = any (k.wanted)
                    and pg_get_expr(i.indpred, i.indrelid) = '(' || quote_ident(a.attname) || ' IS NOT NULL)')))""";

    private IndexTruth() {}

    static List<String> unindexed(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
