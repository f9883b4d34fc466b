package dev.pgsteady.core;

/// The name of an object within a schema, as the catalog holds it (unquoted, case as stored).
///
/// @param schema the namespace, never empty
/// @param name   the object's own name, never empty
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {
    public QualifiedName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a qualified name has a schema and a name");
        }
    }

    /// The name as SQL writes it, quoted where it has to be: `public.users`, `"Sales"."Order Line"`.
    public String sql() {
        return Sql.identifier(schema) + "." + Sql.identifier(name);
    }

    /// Reads what [#sql()] wrote.
    ///
    /// @throws IllegalArgumentException when the text is not two identifiers joined by a dot
    public static QualifiedName parse(String sql) {
        int dot = endOfIdentifier(sql);
        if (dot <= 0 || dot >= sql.length() - 1 || sql.charAt(dot) != '.') {
            throw new IllegalArgumentException("not a qualified name: " + sql);
        }
        return new QualifiedName(unquote(sql.substring(0, dot)), unquote(sql.substring(dot + 1)));
    }

    private static int endOfIdentifier(String sql) {
        if (!sql.startsWith("\"")) {
            return sql.indexOf('.');
        }
        int at = 1;
        while (at < sql.length() && (sql.charAt(at) != '"' || sql.startsWith("\"\"", at))) {
            at += sql.charAt(at) == '"' ? 2 : 1;
        }
        return at + 1;
    }

    private static String unquote(String identifier) {
        return identifier.startsWith("\"") && identifier.endsWith("\"") && identifier.length() > 2
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }

    @Override
    public int compareTo(QualifiedName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return sql();
    }
}
