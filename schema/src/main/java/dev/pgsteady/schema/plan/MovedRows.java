package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rows of a table that PostgreSQL cannot turn into what is wanted (partitioned, no longer, or by another
/// key): copied aside before the table or a partition of it goes, and put into the new one. A partition that stays
/// as a table of its own, or under another parent, keeps its rows.
record MovedRows(Decision decision, Model old, Model wanted) {
    private static final String ASIDE = "_rows_before";

    /// Whether the rows of a table step aside.
    boolean needed(ObjectId id) {
        return anew(id) && !carried(id);
    }

    /// Whether the rows of a table step aside with those of the table that it is a partition of.
    boolean carried(ObjectId table) {
        return !top(table.qualified()).equals(table.qualified());
    }

    /// The table whose copy holds the rows of one: the uppermost that is made anew with its partitions.
    QualifiedName top(QualifiedName table) {
        ObjectId id = ObjectId.of(Kind.TABLE, table);
        Optional<QualifiedName> parent = old.parts().containsKey(id) ? parent(old, table) : Optional.empty();
        return parent.filter(p -> !wanted.parts().containsKey(id)
                        || parent(wanted, table).filter(p::equals).isPresent())
                .map(this::top)
                .filter(p -> anew(ObjectId.of(Kind.TABLE, p)))
                .orElse(table);
    }

    private boolean anew(ObjectId id) {
        return id.kind() == Kind.TABLE && decision.drops(id) && decision.creates(id);
    }

    /// Whether a table of the wanted schema is the other one, or a partition of it at any depth.
    boolean within(QualifiedName table, QualifiedName other) {
        return table.equals(other)
                || parent(wanted, table).filter(p -> within(p, other)).isPresent();
    }

    private static Optional<QualifiedName> parent(Model model, QualifiedName table) {
        return model.parts().get(ObjectId.of(Kind.PARTITION, table)) instanceof Part.PartitionPart p
                ? Optional.of(p.of().parent())
                : Optional.empty();
    }

    /// Row security that holds for the owner too would hide rows from the copy, so it ends first.
    List<String> aside(QualifiedName table) {
        List<String> sql = new ArrayList<>();
        if (old.parts().get(ObjectId.of(Kind.TABLE, table)) instanceof Part.TablePart t
                && t.shape().rowSecurity().forced()) {
            sql.add("ALTER TABLE %s NO FORCE ROW LEVEL SECURITY".formatted(table.sql()));
        }
        sql.add("CREATE TABLE %s AS TABLE %s".formatted(name(table).sql(), table.sql()));
        return sql;
    }

    List<String> back(QualifiedName name) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Optional<Table> before = old.snapshot().schema().table(name);
        for (Column to :
                wanted.snapshot().schema().table(name).map(Table::columns).orElse(List.of())) {
            before.flatMap(t -> t.column(to.name()))
                    .filter(from -> to.generated().isEmpty())
                    .ifPresent(from -> {
                        String column = Sql.identifier(to.name());
                        names.add(column);
                        values.add(column + cast(from.type(), to.type()));
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

    /// Through text where the type stands aside, and the wanted one has its name now.
    private String cast(DataType from, DataType to) {
        boolean swapped = Stream.of(Kind.TYPE, Kind.DOMAIN).anyMatch(k -> decision.swaps(ObjectId.of(k, to.base())));
        boolean same = from.sql().equals(to.sql());
        return (swapped ? "::text" : "") + (swapped || !same ? "::" + to.sql() : "");
    }

    private static QualifiedName name(QualifiedName table) {
        return new QualifiedName(table.schema(), Sql.name(table.name(), ASIDE));
    }
}
