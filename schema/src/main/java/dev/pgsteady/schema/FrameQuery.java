package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Schemas, extensions and default privileges: what objects stand in.
final class FrameQuery {
    private static final String SQL = """
            SELECT 'schema' AS kind, oid, nspname::text COLLATE "C" AS name, nspowner AS owner, nspacl::text AS acl, NULL AS version,
                   NULL AS default_version, NULL AS namespace
              FROM pg_namespace
            UNION ALL
            SELECT 'extension', e.oid, e.extname::text, e.extowner, NULL, e.extversion, a.default_version, n.nspname
              FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace
              LEFT JOIN pg_available_extensions() a ON a.name = e.extname
            UNION ALL
            SELECT 'default', d.oid, d.defaclobjtype::text, d.defaclrole, d.defaclacl::text, NULL, NULL, n.nspname
              FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
            ORDER BY 1, 3, 8""";
    private static final Map<String, String> OBJECTS = Map.of(
            "r", "TABLES",
            "S", "SEQUENCES",
            "f", "FUNCTIONS",
            "T", "TYPES",
            "n", "SCHEMAS",
            "L", "LARGE OBJECTS");

    final Map<Long, String> namespaceNames = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            String kind,
            long oid,
            String name,
            long owner,
            Optional<String> acl,
            String version,
            Optional<String> defaultVersion,
            Optional<String> namespace) {}

    static FrameQuery read(CatalogSession session) {
        FrameQuery frame = new FrameQuery();
        session.read("frame", SQL, row -> {
            Entry entry = new Entry(
                    row.text("kind"),
                    row.number("oid"),
                    row.text("name"),
                    row.number("owner"),
                    row.maybe("acl"),
                    row.text("version"),
                    row.maybe("default_version"),
                    row.maybe("namespace"));
            frame.entries.add(entry);
            if (entry.kind.equals("schema")) {
                frame.namespaceNames.put(entry.oid, entry.name);
            }
        });
        return frame;
    }

    private List<Entry> of(String kind) {
        return entries.stream().filter(e -> e.kind.equals(kind)).toList();
    }

    List<Schema.Namespace> namespaces(Lookup lookup) {
        return of("schema").stream()
                .filter(e -> !e.name.startsWith("pg_") && !e.name.equals("information_schema"))
                .map(e -> new Schema.Namespace(
                        e.name,
                        lookup.role(e.owner),
                        lookup.access().of(AccessLists.Kind.NAMESPACE, lookup.role(e.owner), e.acl),
                        lookup.notes().comment(Notes.NAMESPACE, e.oid),
                        lookup.notes().extension(Notes.NAMESPACE, e.oid)))
                .toList();
    }

    List<Schema.Extension> extensions(Lookup lookup) {
        return of("extension").stream()
                .map(e -> new Schema.Extension(
                        e.name,
                        e.version,
                        e.namespace.orElse(""),
                        lookup.role(e.owner),
                        e.defaultVersion,
                        lookup.notes().comment(Notes.EXTENSION, e.oid)))
                .toList();
    }

    List<Schema.DefaultPrivilege> defaultPrivileges(Lookup lookup) {
        return of("default").stream()
                .map(e -> new Schema.DefaultPrivilege(
                        lookup.role(e.owner),
                        e.namespace,
                        OBJECTS.getOrDefault(e.name, e.name),
                        AccessLists.parse(e.acl.orElse("{}"))))
                .sorted(Comparator.comparing(Schema.DefaultPrivilege::owner)
                        .thenComparing(p -> p.namespace().orElse(""))
                        .thenComparing(Schema.DefaultPrivilege::objects))
                .toList();
    }
}
