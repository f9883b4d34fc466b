package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.DataType;
import java.util.ArrayList;
import java.util.List;

/// A type that has to be made anew while columns have it: the old one steps aside under another name, the
/// columns go over to the new one, and then the old one goes.
final class SwappedType {
    private static final String ASIDE = "_before";

    private SwappedType() {}

    static List<String> make(Part part) {
        List<String> sql = new ArrayList<>();
        sql.add("ALTER %s RENAME TO %s"
                .formatted(part.id().words(), Sql.identifier(aside(part.id()).name())));
        if (part instanceof Part.TypePart t) {
            sql.addAll(TypeSql.create(t.type()));
        }
        return sql;
    }

    static List<String> drop(ObjectId id) {
        return List.of("DROP %s %s".formatted(id.kind().sql(), aside(id).sql()));
    }

    /// The column goes over to the type that now has the name.
    static String over(Part.ColumnPart column) {
        DataType type = column.type();
        String name = Sql.identifier(column.id().part());
        return "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::%s::%s"
                .formatted(
                        column.id().qualified().sql(),
                        name,
                        type.sql(),
                        name,
                        type.array() ? "text[]" : "text",
                        type.sql());
    }

    private static QualifiedName aside(ObjectId id) {
        return new QualifiedName(id.schema(), Sql.name(id.name(), ASIDE));
    }
}
