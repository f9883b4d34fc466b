package dev.pgsteady.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What the catalog of a database says of a table, a line for each thing, for a test to compare.
record CatalogText(Connection connection) {
    /// The columns in order, then constraints, then the other indexes, by name.
    List<String> table(String name) throws SQLException {
        List<String> lines = new ArrayList<>(query("""
                select attname || ' ' || format_type(atttypid, atttypmod)
                       || case when attidentity <> '' then ' identity' else '' end
                       || case when attnotnull then ' not null' else '' end
                       || coalesce(' ' || case when attgenerated <> '' then 'generated ' else 'default ' end
                                       || pg_get_expr(adbin, adrelid), '')
                  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
                 where attrelid = '%s'::regclass and attnum > 0
                 order by attnum""".formatted(name)));
        lines.addAll(query("""
                select conname || ': ' || pg_get_constraintdef(oid) from pg_constraint
                 where conrelid = '%s'::regclass and contype <> 'n' order by conname""".formatted(name)));
        lines.addAll(query("""
                select indexrelid::regclass || ': ' || regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '')
                       || case when indisunique then ' unique' else '' end
                  from pg_index where indrelid = '%s'::regclass
                   and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
                 order by 1""".formatted(name)));
        return lines;
    }

    List<String> query(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
