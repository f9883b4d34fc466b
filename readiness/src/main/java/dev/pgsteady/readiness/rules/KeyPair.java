package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One column of a foreign key and the column that it refers to.
record KeyPair(Table table, ForeignKey key, Column column, Table parent, Column target) {
    private static final List<String> BY_WIDTH = List.of("int2", "int4", "int8");
    private static final Set<String> SAME_BYTES = Set.of("text", "varchar");

    /// All whose types are not declared alike, those of partitions that come from the parent left out.
    static List<KeyPair> declared(Facts facts) {
        return facts.tables().stream()
                .flatMap(t -> t.foreignKeys().stream()
                        .filter(k -> !k.common().inherited())
                        .flatMap(k -> facts.table(k.target()).stream().flatMap(parent -> pairs(t, k, parent))))
                .toList();
    }

    private static Stream<KeyPair> pairs(Table table, ForeignKey key, Table parent) {
        return IntStream.range(0, key.columns().size())
                .boxed()
                .flatMap(i -> table.column(key.columns().get(i)).stream()
                        .flatMap(c -> parent.column(key.targetColumns().get(i)).stream()
                                .filter(p -> !p.type().equals(c.type()))
                                .map(p -> new KeyPair(table, key, c, parent, p))));
    }

    /// Whether comparing the two converts one of them. `text` and `varchar` are the same bytes.
    boolean differs(Facts facts) {
        DataType one = facts.plain(column.type());
        DataType other = facts.plain(target.type());
        boolean text = SAME_BYTES.contains(one.base().name())
                && SAME_BYTES.contains(other.base().name());
        return one.array() != other.array() || (!one.base().equals(other.base()) && !text);
    }

    /// Whether both are integers and the target can grow past the column.
    boolean outgrown(Facts facts) {
        return width(facts, column) >= 0 && width(facts, column) < width(facts, target);
    }

    /// Whether both are integers and the column is the wider one, which is untidy and no more.
    boolean wider(Facts facts) {
        return width(facts, target) >= 0 && width(facts, column) > width(facts, target);
    }

    private static int width(Facts facts, Column column) {
        DataType plain = facts.plain(column.type());
        return plain.array() ? -1 : BY_WIDTH.indexOf(plain.base().name());
    }

    Optional<Fix> widen() {
        return Mend.rewrite("ALTER TABLE %s ALTER COLUMN %s TYPE %s;"
                .formatted(
                        table.name().sql(),
                        Sql.identifier(column.name()),
                        target.type().sql()));
    }
}
