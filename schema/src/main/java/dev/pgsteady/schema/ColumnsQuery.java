package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns of tables, views and composite types, in order.
///
/// Defaults are deparsed without their table (`pg_get_expr(..., 0)`): they name no column, and with the table the
/// function would wait for a lock on it. Expressions of generated columns come with the [Texts].
final class ColumnsQuery {
    private static final String SQL = """
            SELECT a.attrelid, a.attname, a.attnum, a.atttypid, format_type(a.atttypid, a.atttypmod) AS type,
                   a.attnotnull, a.attidentity, a.attgenerated, o.oid AS collation, a.attstorage, a.attcompression,
                   CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
                   a.attoptions::text AS options, NOT a.attislocal AS inherited, a.attacl::text AS acl,
                   CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, 0) END AS default_expression
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
              LEFT JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
             WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             ORDER BY a.attrelid, a.attnum""";

    private ColumnsQuery() {}

    /// By relation.
    static Map<Long, List<Column>> read(CatalogSession session, Lookup lookup, Texts texts) {
        Map<Long, List<Column>> columns = new HashMap<>();
        session.read("columns", SQL, row -> {
            long relation = row.number("attrelid");
            columns.computeIfAbsent(relation, r -> new ArrayList<>()).add(column(row, lookup, texts));
        });
        return columns;
    }

    private static Column column(Row row, Lookup lookup, Texts texts) {
        long relation = row.number("attrelid");
        int position = row.integer("attnum");
        Optional<String> generated = generated(row.letter("attgenerated"));
        return new Column(
                row.text("attname"),
                position,
                lookup.type(row.number("atttypid"), row.text("type")),
                row.flag("attnotnull"),
                generated.isPresent()
                        ? Optional.of(texts.of(Texts.Kind.GENERATED, relation, position))
                        : row.maybe("default_expression"),
                identity(row.letter("attidentity")),
                generated,
                lookup.notes().collation(row.number("collation")),
                row.letter("attstorage"),
                compression(row.letter("attcompression")),
                row.maybe("statistics").map(Integer::valueOf),
                row.sorted("options"),
                row.flag("inherited"),
                row.maybe("acl").map(AccessLists::parse).orElse(List.of()),
                lookup.notes().comment(Notes.RELATION, relation, position));
    }

    private static Optional<String> identity(char letter) {
        return switch (letter) {
            case 'a' -> Optional.of("ALWAYS");
            case 'd' -> Optional.of("BY DEFAULT");
            default -> Optional.empty();
        };
    }

    private static Optional<String> generated(char letter) {
        return switch (letter) {
            case 's' -> Optional.of("STORED");
            case 'v' -> Optional.of("VIRTUAL");
            default -> Optional.empty();
        };
    }

    private static Optional<String> compression(char letter) {
        return switch (letter) {
            case 'p' -> Optional.of("pglz");
            case 'l' -> Optional.of("lz4");
            default -> Optional.empty();
        };
    }
}
