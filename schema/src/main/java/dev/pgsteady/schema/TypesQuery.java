package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every type, for looking up, and what somebody declared of those that are not a table's row type or an array.
final class TypesQuery {
    private static final String SQL = """
            SELECT t.oid, t.typname, t.typnamespace, t.typtype, t.typcategory, t.typelem,
                   t.typsubscript = 'array_subscript_handler'::regproc AS array,
                   t.typtype IN ('e', 'd', 'r', 'c', 'b', 'p')
                     AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)
                     AND (t.typrelid = 0 OR c.relkind = 'c')
                     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AS declared,
                   t.typowner, t.typacl::text AS acl, t.typrelid, t.typnotnull, t.typbasetype,
                   CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base_sql,
                   CASE WHEN t.typtype = 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS default_expression,
                   CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation
                        ELSE r.rngcollation END AS collation,
                   r.rngsubtype, format_type(r.rngsubtype, NULL) AS subtype_sql, r.rngsubopc, r.rngmultitypid,
                   p.pronamespace AS canonical_namespace, p.proname AS canonical,
                   q.pronamespace AS difference_namespace, q.proname AS difference,
                   e.labels::text AS labels
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_class c ON c.oid = t.typrelid
              LEFT JOIN pg_type b ON b.oid = t.typbasetype
              LEFT JOIN pg_range r ON r.rngtypid = t.oid
              LEFT JOIN pg_proc p ON p.oid = r.rngcanonical
              LEFT JOIN pg_proc q ON q.oid = r.rngsubdiff
              LEFT JOIN (SELECT enumtypid, array_agg(enumlabel ORDER BY enumsortorder) AS labels
                           FROM pg_enum GROUP BY enumtypid) e ON e.enumtypid = t.oid""";

    final Map<Long, Entry> entries = new HashMap<>();
    private final List<Detail> details = new ArrayList<>();

    /// A type as far as columns need it.
    record Entry(QualifiedName name, char category, boolean array, long element) {}

    private record Detail(
            long oid,
            QualifiedName name,
            char kind,
            long owner,
            Optional<String> acl,
            long relation,
            Domain domain,
            Range range,
            List<String> labels) {}

    private record Domain(
            long base, String baseSql, boolean notNull, Optional<String> defaultExpression, long collation) {}

    private record Range(
            long subtype,
            String subtypeSql,
            long operatorClass,
            long multirange,
            Optional<QualifiedName> canonical,
            Optional<QualifiedName> difference) {}

    static TypesQuery read(CatalogSession session, Map<Long, String> namespaces) {
        TypesQuery types = new TypesQuery();
        session.read("types", SQL, row -> types.add(row, namespaces));
        return types;
    }

    private void add(Row row, Map<Long, String> namespaces) {
        QualifiedName name = name(row, namespaces, "typ").orElseThrow();
        long oid = row.number("oid");
        entries.put(oid, new Entry(name, row.letter("typcategory"), row.flag("array"), row.number("typelem")));
        if (row.flag("declared")) {
            details.add(detail(row, name, namespaces));
        }
    }

    private static Detail detail(Row row, QualifiedName name, Map<Long, String> namespaces) {
        return new Detail(
                row.number("oid"),
                name,
                row.letter("typtype"),
                row.number("typowner"),
                row.maybe("acl"),
                row.number("typrelid"),
                new Domain(
                        row.number("typbasetype"),
                        row.text("base_sql"),
                        row.flag("typnotnull"),
                        row.maybe("default_expression"),
                        row.number("collation")),
                new Range(
                        row.number("rngsubtype"),
                        row.text("subtype_sql"),
                        row.number("rngsubopc"),
                        row.number("rngmultitypid"),
                        name(row, namespaces, "canonical"),
                        name(row, namespaces, "difference")),
                row.elements("labels"));
    }

    private static Optional<QualifiedName> name(Row row, Map<Long, String> namespaces, String prefix) {
        boolean type = prefix.equals("typ");
        String namespace = type ? "typnamespace" : prefix + "_namespace";
        return row.maybe(type ? "typname" : prefix)
                .map(name ->
                        new QualifiedName(namespaces.getOrDefault(row.number(namespace), row.text(namespace)), name));
    }

    /// The declared types, sorted by name.
    List<UserType> declared(
            Lookup lookup, Map<Long, List<Column>> columns, Map<Long, List<UserType.DomainCheck>> checks) {
        return details.stream()
                .map(d -> declared(d, lookup, columns.getOrDefault(d.relation, List.of()), checks))
                .sorted(Comparator.comparing(UserType::name))
                .toList();
    }

    private UserType declared(
            Detail d, Lookup lookup, List<Column> columns, Map<Long, List<UserType.DomainCheck>> checks) {
        String owner = lookup.role(d.owner);
        UserType.Common common = new UserType.Common(
                owner,
                lookup.access().of(AccessLists.Kind.TYPE, owner, d.acl),
                lookup.notes()
                        .comment(Notes.TYPE, d.oid)
                        .or(() -> lookup.notes().comment(Notes.RELATION, d.relation)),
                lookup.notes().extension(Notes.TYPE, d.oid));
        return switch (d.kind) {
            case 'e' -> new UserType.EnumType(d.name, d.labels, common);
            case 'd' -> domain(d, lookup, checks.getOrDefault(d.oid, List.of()), common);
            case 'r' -> range(d, lookup, common);
            case 'c' -> new UserType.CompositeType(d.name, columns, common);
            default -> new UserType.BaseType(d.name, common);
        };
    }

    private static UserType domain(Detail d, Lookup lookup, List<UserType.DomainCheck> checks, UserType.Common common) {
        return new UserType.DomainType(
                d.name,
                lookup.type(d.domain.base, d.domain.baseSql),
                d.domain.notNull,
                d.domain.defaultExpression,
                lookup.notes().collation(d.domain.collation),
                checks,
                common);
    }

    private static UserType range(Detail d, Lookup lookup, UserType.Common common) {
        Range r = d.range;
        return new UserType.RangeType(
                d.name,
                lookup.type(r.subtype, r.subtypeSql),
                lookup.notes().operatorClass(r.operatorClass),
                lookup.notes().collation(d.domain.collation),
                r.canonical,
                r.difference,
                Optional.ofNullable(lookup.types().get(r.multirange)).map(Entry::name),
                common);
    }
}
