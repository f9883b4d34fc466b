package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.util.Locale;
import java.util.Optional;

/// What a part of a schema is called: unique within one database.
///
/// @param kind   what it is
/// @param schema the schema that it stands in; empty for what stands in none
/// @param name   the name of the object, or of the relation, type or routine that it belongs to
/// @param part   the name within that object (a column, a constraint), the arguments of a
///     routine, or empty
public record ObjectId(Kind kind, String schema, String name, String part) implements Comparable<ObjectId> {
    /// The kinds of part, in the order in which a script would make them if nothing depended on anything.
    /// `sql` is how `COMMENT ON` and `ALTER` name the kind.
    public enum Kind {
        NAMESPACE("SCHEMA"),
        EXTENSION("EXTENSION"),
        LANGUAGE("LANGUAGE"),
        COLLATION("COLLATION"),
        TYPE("TYPE"),
        DOMAIN("DOMAIN"),
        DOMAIN_CONSTRAINT("CONSTRAINT"),
        OPERATOR("OPERATOR"),
        TEXT_SEARCH("TEXT SEARCH"),
        SEQUENCE("SEQUENCE"),
        ROUTINE("ROUTINE"),
        AGGREGATE("AGGREGATE"),
        CAST("CAST"),
        TABLE("TABLE"),
        FOREIGN_TABLE("FOREIGN TABLE"),
        COLUMN("COLUMN"),
        DEFAULT("DEFAULT"),
        SEQUENCE_OWNER("SEQUENCE"),
        CONSTRAINT("CONSTRAINT"),
        INDEX("INDEX"),
        PARTITION("TABLE"),
        MARKS("TABLE"),
        ROWS("TABLE"),
        FOREIGN_KEY("CONSTRAINT"),
        STATISTICS("STATISTICS"),
        VIEW("VIEW"),
        MATERIALIZED_VIEW("MATERIALIZED VIEW"),
        RULE("RULE"),
        TRIGGER("TRIGGER"),
        POLICY("POLICY"),
        PUBLICATION("PUBLICATION"),
        EVENT_TRIGGER("EVENT TRIGGER"),
        OTHER("OBJECT"),
        NOTED("OBJECT"),
        OWNER("OWNER"),
        GRANTS("GRANTS"),
        COMMENT("COMMENT"),
        DEFAULT_PRIVILEGES("DEFAULT PRIVILEGES");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        /// PostgreSQL's words for the kind.
        public String sql() {
            return sql;
        }

        /// Whether it holds rows, or what holds rows stands on it.
        boolean holds() {
            return switch (this) {
                case NAMESPACE, EXTENSION, TYPE, DOMAIN, SEQUENCE, TABLE, FOREIGN_TABLE, COLUMN -> true;
                default -> false;
            };
        }

        /// Whether it is called by a name that others may have too.
        boolean overloads() {
            return this == ROUTINE || this == AGGREGATE;
        }

        /// Whether its name is the identity that the server spells, quotes and all.
        boolean spelled() {
            return switch (this) {
                case RULE,
                        STATISTICS,
                        COLLATION,
                        OPERATOR,
                        TEXT_SEARCH,
                        CAST,
                        PUBLICATION,
                        EVENT_TRIGGER,
                        LANGUAGE,
                        OTHER -> true;
                default -> false;
            };
        }
    }

    /// An object that stands in no schema.
    static ObjectId of(Kind kind, String name) {
        return new ObjectId(kind, "", name, "");
    }

    /// An object that stands in a schema.
    static ObjectId of(Kind kind, QualifiedName name) {
        return new ObjectId(kind, name.schema(), name.name(), "");
    }

    /// A part of an object that stands in a schema.
    static ObjectId of(Kind kind, QualifiedName name, String part) {
        return new ObjectId(kind, name.schema(), name.name(), part);
    }

    /// A trait of this object: its owner, its grants or its comment.
    ObjectId trait(Kind trait) {
        return new ObjectId(trait, schema, name, kind.name() + ":" + part);
    }

    /// The object of another kind that has the same name.
    ObjectId of(Kind other) {
        return new ObjectId(other, schema, name, "");
    }

    /// The name that it takes among relations and types, which share theirs; a key has an index of its name.
    Optional<QualifiedName> relationName() {
        return switch (kind) {
            case TABLE, FOREIGN_TABLE, SEQUENCE, VIEW, MATERIALIZED_VIEW, INDEX, TYPE, DOMAIN ->
                Optional.of(qualified());
            case CONSTRAINT -> Optional.of(new QualifiedName(schema, part));
            default -> Optional.empty();
        };
    }

    /// What is noted of this object and not planned.
    ///
    /// @param what in words, as `the options`
    ObjectId noted(String what) {
        return new ObjectId(Kind.NOTED, "", words(), what + ":");
    }

    /// The schema-qualified name of the object that it is or belongs to.
    QualifiedName qualified() {
        return new QualifiedName(schema, name);
    }

    /// The table that it is or belongs to; empty for what belongs to none, and for indexes, whose names
    /// do not say.
    Optional<QualifiedName> table() {
        return switch (kind) {
            case TABLE, COLUMN, DEFAULT, CONSTRAINT, FOREIGN_KEY, PARTITION, MARKS, TRIGGER, POLICY ->
                Optional.of(qualified());
            case OWNER, GRANTS, COMMENT -> of().table();
            default -> Optional.empty();
        };
    }

    /// Whether both are, or belong to, the same object of a schema.
    boolean sameObject(ObjectId other) {
        return schema.equals(other.schema) && name.equals(other.name);
    }

    /// As SQL names it after the word of its kind: `app.users`, `total ON app.orders`, `app.sum(integer)`.
    public String sql() {
        String object = schema.isEmpty() ? Sql.identifier(name) : qualified().sql();
        return switch (kind) {
            case COLUMN, DEFAULT -> object + "." + Sql.identifier(part);
            case CONSTRAINT, FOREIGN_KEY, TRIGGER, POLICY -> Sql.identifier(part) + " ON " + object;
            case ROUTINE -> object + "(" + part + ")";
            case AGGREGATE -> object + "(" + (part.isEmpty() ? "*" : part) + ")";
            case DOMAIN_CONSTRAINT -> Sql.identifier(part) + " ON DOMAIN " + object;
            default -> kind.spelled() ? name : object;
        };
    }

    /// The statement's word for the kind and the name: `TABLE app.users`.
    public String words() {
        return switch (kind) {
            case OWNER, GRANTS, COMMENT -> kind.sql().toLowerCase(Locale.ROOT) + " of " + traitOf();
            case NOTED -> part.substring(0, part.indexOf(':')) + " of " + name;
            case TEXT_SEARCH, OTHER -> part.toUpperCase(Locale.ROOT) + " " + sql();
            default -> kind.sql() + " " + sql();
        };
    }

    private String traitOf() {
        return of().words();
    }

    /// What it is a trait of: an owner, grants or a comment is one.
    ObjectId of() {
        int colon = part.indexOf(':');
        return new ObjectId(Kind.valueOf(part.substring(0, colon)), schema, name, part.substring(colon + 1));
    }

    @Override
    public int compareTo(ObjectId other) {
        int order = kind.compareTo(other.kind);
        order = order != 0 ? order : schema.compareTo(other.schema);
        order = order != 0 ? order : name.compareTo(other.name);
        return order != 0 ? order : part.compareTo(other.part);
    }
}
