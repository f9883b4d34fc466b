package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of a table that PostgreSQL cannot turn into what is wanted (partitioned, or no longer): copied
/// aside, and put into the new one.
final class MovedRows {
    private static final String ASIDE = "_rows_before";

    private MovedRows() {}

    static boolean needed(Decision decision, ObjectId id) {
        return id.kind() == Kind.TABLE && decision.drops(id) && decision.creates(id);
    }

    static List<String> aside(ObjectId table, List<String> drop) {
        List<String> sql = new ArrayList<>();
        sql.add("CREATE TABLE %s AS TABLE %s".formatted(name(table.qualified()).sql(), table.sql()));
        sql.addAll(drop);
        return sql;
    }

    static List<String> back(Model old, Model wanted, QualifiedName name) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Optional<Table> before = old.snapshot().schema().table(name);
        for (Column to :
                wanted.snapshot().schema().table(name).map(Table::columns).orElse(List.of())) {
            before.flatMap(t -> t.column(to.name()))
                    .filter(from -> to.generated().isEmpty())
                    .ifPresent(from -> {
                        String column = Sql.identifier(to.name());
                        boolean same = from.type().sql().equals(to.type().sql());
                        names.add(column);
                        values.add(same ? column : column + "::" + to.type().sql());
                    });
        }
        String aside = name(name).sql();
        return names.isEmpty()
                ? List.of("DROP TABLE " + aside)
                : List.of(
                        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s"
                                .formatted(name.sql(), String.join(", ", names), String.join(", ", values), aside),
                        "DROP TABLE " + aside);
    }

    private static QualifiedName name(QualifiedName table) {
        return new QualifiedName(table.schema(), Sql.name(table.name(), ASIDE));
    }
}
