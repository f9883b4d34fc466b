package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Sequence.ColumnName;
import dev.pgsteady.schema.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The columns that sequences feed: as their owner, or by their defaults.
public final class SequenceColumns {
    private static final Pattern DEFAULT = Pattern.compile("nextval\\('((?:[^']|'')+)'::regclass\\)");

    private static final Comparator<ColumnName> BY_NAME =
            Comparator.comparing(ColumnName::table).thenComparing(ColumnName::column);

    private final Facts facts;
    private final Map<QualifiedName, Set<ColumnName>> byDefault = new HashMap<>();

    private SequenceColumns(Facts facts) {
        this.facts = facts;
        for (Table table : facts.tables()) {
            for (Column column : table.columns()) {
                if (column.defaultExpression().isPresent()) {
                    add(table, column, column.defaultExpression().get());
                }
            }
        }
    }

    /// Those of these facts, worked out once.
    public static SequenceColumns of(Facts facts) {
        return facts.once(SequenceColumns.class, f -> List.of(new SequenceColumns(f)))
                .getFirst();
    }

    private void add(Table table, Column column, String expression) {
        Matcher matcher = DEFAULT.matcher(expression);
        if (expression.startsWith("nextval(") && matcher.find()) {
            QualifiedName sequence = qualified(table, matcher.group(1).replace("''", "'"));
            byDefault.computeIfAbsent(sequence, s -> new HashSet<>()).add(new ColumnName(table.name(), column.name()));
        }
    }

    private static QualifiedName qualified(Table table, String name) {
        try {
            return QualifiedName.parse(name);
        } catch (IllegalArgumentException unqualified) {
            return new QualifiedName(table.name().schema(), name.replaceAll("^\"|\"$", ""));
        }
    }

    /// In the order of their names. Partitions share their parent's sequence and add nothing.
    public List<ColumnName> of(Sequence sequence) {
        Set<ColumnName> columns = new HashSet<>(byDefault.getOrDefault(sequence.name(), Set.of()));
        sequence.ownedBy().ifPresent(columns::add);
        return columns.stream()
                .filter(c -> facts.table(c.table()).stream()
                        .noneMatch(t -> t.isPartition() || !t.inherits().isEmpty()))
                .sorted(BY_NAME)
                .toList();
    }

    /// A sequence beside a column whose greatest value an index finds in a moment.
    public record Fed(Sequence sequence, ColumnName column) {}

    /// Those that can be compared. A sequence that starts over is left out, and so is a column without
    /// an index of its own: nothing there refuses a number that comes again.
    public static List<Fed> comparable(Facts facts) {
        SequenceColumns columns = of(facts);
        return facts.schema().sequences().stream()
                .filter(s -> s.extension().isEmpty() && !s.cycle())
                .flatMap(s -> columns.of(s).stream().map(c -> new Fed(s, c)))
                .filter(f -> facts.table(f.column().table()).stream()
                        .anyMatch(t -> searchable(facts, t, f.column().column())))
                .toList();
    }

    private static boolean searchable(Facts facts, Table table, String name) {
        boolean integer = table.column(name).stream()
                .map(c -> facts.plain(c.type()))
                .anyMatch(t -> t.is("int2") || t.is("int4") || t.is("int8"));
        return integer
                && table.kind() != Table.Kind.FOREIGN
                && table.indexes().stream()
                        .anyMatch(i -> i.valid()
                                && i.method().equals("btree")
                                && i.predicate().isEmpty()
                                && i.keys().getFirst().column().stream().anyMatch(name::equals));
    }
}
