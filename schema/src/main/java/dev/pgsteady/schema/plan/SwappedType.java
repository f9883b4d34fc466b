package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.UserType;
import java.util.ArrayList;
import java.util.List;

/// A type that has to be made anew while columns have it: the old one steps aside under another name, the
/// columns go over to the new one, and then the old one goes.
final class SwappedType {
    private static final String ASIDE = "_before";

    private SwappedType() {}

    /// @param before as it is now: a composite type gets its new attributes first, so that values go over by position
    static List<String> make(Part before, Part part) {
        List<String> sql = new ArrayList<>();
        if (before instanceof Part.TypePart from
                && part instanceof Part.TypePart to
                && from.type() instanceof UserType.CompositeType c
                && to.type() instanceof UserType.CompositeType wanted) {
            sql.addAll(TypeSql.comingAndGoing(c, wanted));
        }
        sql.add("ALTER %s RENAME TO %s"
                .formatted(part.id().words(), asideOf(part.id().qualified())));
        if (before instanceof Part.TypePart t && t.type() instanceof UserType.RangeType range) {
            sql.addAll(whatRangesBring(range));
        }
        if (part instanceof Part.TypePart t) {
            sql.addAll(TypeSql.create(t.type()));
        }
        return sql;
    }

    /// The multirange of a range, and the functions that make one or the other and have the arguments that the new ones
    /// have, would be in their way (manual, 8.17.6).
    private static List<String> whatRangesBring(UserType.RangeType range) {
        List<String> sql = new ArrayList<>();
        range.multirange().ifPresent(m -> {
            sql.add("ALTER TYPE %s RENAME TO %s".formatted(m.sql(), asideOf(m)));
            sql.add("ALTER FUNCTION %s() RENAME TO %s".formatted(m.sql(), asideOf(m)));
        });
        String sub = range.subtype().sql();
        if (range.subtype().base().schema().equals("pg_catalog")) {
            for (String arguments : List.of(sub + ", " + sub, sub + ", " + sub + ", text")) {
                sql.add("ALTER FUNCTION %s(%s) RENAME TO %s"
                        .formatted(range.name().sql(), arguments, asideOf(range.name())));
            }
        }
        return sql;
    }

    private static String asideOf(QualifiedName name) {
        return Sql.identifier(Sql.name(name.name(), ASIDE));
    }

    static List<String> drop(ObjectId id) {
        return List.of("DROP %s %s".formatted(id.kind().sql(), aside(id).sql()));
    }

    /// A value of the type that stands aside as one of that which has its name now: through text.
    static String converted(String value, DataType from, DataType to) {
        return "%s::%s::%s".formatted(value, from.array() ? "text[]" : "text", to.sql());
    }

    /// The column goes over to the type that now has the name.
    static List<String> over(Part.ColumnPart column) {
        DataType type = column.type();
        String name = Sql.identifier(column.id().part());
        List<String> sql = new ArrayList<>();
        sql.add("ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s"
                .formatted(column.id().qualified().sql(), name, type.sql(), converted(name, type, type)));
        sql.addAll(ColumnSql.stored(column));
        return sql;
    }

    private static QualifiedName aside(ObjectId id) {
        return new QualifiedName(id.schema(), Sql.name(id.name(), ASIDE));
    }
}
