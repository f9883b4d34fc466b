package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.Map;

/// What every query needs to turn oids into names.
record Lookup(
        AccessLists access,
        Map<Long, String> roles,
        Map<Long, String> namespaces,
        Notes notes,
        Map<Long, TypesQuery.Entry> types) {
    /// A role's name; its number for one that was dropped meanwhile.
    String role(long oid) {
        return roles.getOrDefault(oid, String.valueOf(oid));
    }

    QualifiedName name(Row row, String namespaceColumn, String nameColumn) {
        long namespace = row.number(namespaceColumn);
        return new QualifiedName(namespaces.getOrDefault(namespace, String.valueOf(namespace)), row.text(nameColumn));
    }

    /// A type as declared: `sql` is what `format_type` wrote.
    DataType type(long oid, String sql) {
        TypesQuery.Entry type = types.get(oid);
        if (type == null) {
            return new DataType(sql, new QualifiedName("pg_catalog", "unknown"), 'X', false);
        }
        TypesQuery.Entry base = type.array() ? types.getOrDefault(type.element(), type) : type;
        return new DataType(sql, base.name(), type.category(), type.array());
    }
}
