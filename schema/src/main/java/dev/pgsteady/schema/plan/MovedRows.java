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
        Optional<QualifiedName> parent =
                old.parts().containsKey(id) ? old.structure().divided(table) : Optional.empty();
        return parent.filter(p -> !wanted.parts().containsKey(id)
                        || wanted.structure().divided(table).filter(p::equals).isPresent())
                .map(this::top)
                .filter(p -> anew(ObjectId.of(Kind.TABLE, p)))
                .orElse(table);
    }

    private boolean anew(ObjectId id) {
        return id.kind() == Kind.TABLE && decision.drops(id) && decision.creates(id);
    }

    /// Whether a table of the wanted schema is the other one, or a partition of it at any depth.
    boolean within(QualifiedName table, QualifiedName other) {
        return wanted.structure().within(table, other);
    }

    /// Row security that holds for the owner too would hide rows from the copy, so it ends first. That locks the table
    /// too: nothing is written to it meanwhile.
    List<String> aside(QualifiedName table) {
        return List.of(
                shown(table),
                "CREATE TABLE %s AS TABLE %s%s"
                        .formatted(name(table).sql(), bequeaths(table) ? "ONLY " : "", table.sql()));
    }

    /// Whether others inherit from a table: their rows are not its own.
    private boolean bequeaths(QualifiedName table) {
        return old.parts().values().stream()
                .anyMatch(p ->
                        p instanceof Part.TablePart t && t.shape().inherits().contains(table));
    }

    List<String> back(QualifiedName table) {
        return back(table, table);
    }

    /// @param source whose rows stepped aside
    /// @param target the table that they come into
    List<String> back(QualifiedName source, QualifiedName target) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Optional<Table> before = old.snapshot().schema().table(source);
        for (Column to :
                wanted.snapshot().schema().table(target).map(Table::columns).orElse(List.of())) {
            before.flatMap(t -> t.column(to.name()))
                    .filter(from -> to.generated().isEmpty())
                    .ifPresent(from -> {
                        String column = Sql.identifier(to.name());
                        names.add(column);
                        values.add(converted(column, from.type(), to.type()));
                    });
        }
        String aside = name(source).sql();
        String columns = names.isEmpty() ? "" : "(" + String.join(", ", names) + ") ";
        return List.of(
                "INSERT INTO %s %sOVERRIDING SYSTEM VALUE SELECT %s FROM %s"
                        .formatted(target.sql(), columns, String.join(", ", values), aside),
                "DROP TABLE " + aside);
    }

    static String shown(QualifiedName table) {
        return "ALTER TABLE %s NO FORCE ROW LEVEL SECURITY".formatted(table.sql());
    }

    /// Through text where the type stands aside, and the wanted one has its name now.
    private String converted(String value, DataType from, DataType to) {
        boolean swapped = Stream.of(Kind.TYPE, Kind.DOMAIN).anyMatch(k -> decision.swaps(ObjectId.of(k, to.base())));
        return swapped ? SwappedType.converted(value, from, to) : ColumnSql.converted(value, from, to);
    }

    static QualifiedName name(QualifiedName table) {
        return new QualifiedName(table.schema(), Sql.name(table.name(), ASIDE));
    }
}
