package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// The catalog of one database as values: everything that was declared, nothing that was measured.
///
/// System schemas (`pg_catalog`, `information_schema`, `pg_toast`, temporary ones) are left out. Objects that belong to
/// an extension carry its name.
public record Schema(
        List<Namespace> namespaces,
        List<Table> tables,
        List<View> views,
        List<Sequence> sequences,
        List<Routine> routines,
        List<UserType> types,
        List<Extension> extensions,
        List<DefaultPrivilege> defaultPrivileges,
        List<OtherObject> others) {
    public Schema {
        namespaces = List.copyOf(namespaces);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        routines = List.copyOf(routines);
        types = List.copyOf(types);
        extensions = List.copyOf(extensions);
        defaultPrivileges = List.copyOf(defaultPrivileges);
        others = List.copyOf(others);
    }

    /// The table of this name. Linear: index the tables where you look up many.
    public Optional<Table> table(QualifiedName name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /// A namespace (`CREATE SCHEMA`).
    public record Namespace(
            String name, String owner, List<Grant> grants, Optional<String> comment, Optional<String> extension) {
        public Namespace {
            grants = List.copyOf(grants);
        }
    }

    /// An installed extension. `defaultVersion` is what `pg_available_extensions` would install now.
    public record Extension(
            String name,
            String version,
            String namespace,
            String owner,
            Optional<String> defaultVersion,
            Optional<String> comment) {}

    /// Rights that objects made later by `owner` will have (`ALTER DEFAULT PRIVILEGES`).
    ///
    /// @param namespace the schema it is limited to; empty for every schema
    /// @param objects   `TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES`, `SCHEMAS` or `LARGE OBJECTS`
    public record DefaultPrivilege(String owner, Optional<String> namespace, String objects, List<Grant> grants) {
        public DefaultPrivilege {
            grants = List.copyOf(grants);
        }
    }

    /// An object of a kind that is recognised but not taken apart: rule, event trigger, publication, subscription,
    /// statistics object, foreign server, foreign-data wrapper, user mapping, text search object,
    /// operator, operator class or family, cast, conversion, collation,
    /// aggregate, language, access method, transform.
    ///
    /// @param kind       PostgreSQL's word, lower case, as in `event trigger`
    /// @param identity   its identity as `pg_identify_object` spells it
    /// @param definition its defining SQL where the server gives one, otherwise empty
    public record OtherObject(
            String kind,
            String identity,
            String owner,
            Optional<String> definition,
            Optional<String> comment,
            Optional<String> extension) {}
}
