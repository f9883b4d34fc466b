package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether rows survive a plan: a print of the values that both schemas can hold, taken before and after. It
/// does not depend on the order of the rows.
public final class RowPrints {
    /// Many tables are asked for with one question, since each question costs more than a small table.
    private static final int TOGETHER = 40;

    private final Map<QualifiedName, List<String>> columns = new LinkedHashMap<>();
    private final Map<QualifiedName, Table> before = new LinkedHashMap<>();
    private final Map<QualifiedName, Table> after = new LinkedHashMap<>();

    /// The values that are in both schemas: columns of the same name and type in tables that are in both. A table
    /// that is divided in another way is taken as a whole, instead of its partitions.
    public RowPrints(Model old, Model wanted) {
        this(old, wanted, Reach.EVERYWHERE);
    }

    /// As [#RowPrints(Model, Model)], of some tables.
    public RowPrints(Model old, Model wanted, Reach reach) {
        old.snapshot().schema().tables().forEach(t -> before.put(t.name(), t));
        wanted.snapshot().schema().tables().forEach(t -> after.put(t.name(), t));
        before.forEach((name, table) -> Optional.ofNullable(after.get(name))
                .filter(t -> reach.includes(name))
                .filter(t -> dividedAnew(table, t) ? whole(name) : inPlace(table, t))
                .ifPresent(t -> columns.put(name, shared(table, t))));
    }

    private static boolean dividedAnew(Table old, Table wanted) {
        return old.kind() != wanted.kind() || !old.partitionKey().equals(wanted.partitionKey());
    }

    /// Whether both are ordinary, and no partitions of a table that is divided anew.
    private boolean inPlace(Table old, Table wanted) {
        return old.kind() == Table.Kind.ORDINARY && wanted.kind() == Table.Kind.ORDINARY && !beneathAnew(old.name());
    }

    private boolean beneathAnew(QualifiedName name) {
        return parent(before, name)
                .filter(p -> parent(after, name).filter(p::equals).isPresent())
                .filter(p -> {
                    Table from = before.get(p);
                    Table to = after.get(p);
                    return from != null && to != null && (dividedAnew(from, to) || beneathAnew(p));
                })
                .isPresent();
    }

    /// Whether a divided table stands at the top, and takes or leaves no partition that is there without it.
    private boolean whole(QualifiedName name) {
        return Stream.of(before, after)
                .flatMap(tables -> tables.values().stream())
                .filter(t -> t.name().equals(name) || within(before, t, name) || within(after, t, name))
                .allMatch(t -> t.name().equals(name)
                        ? !t.isPartition() && t.kind() != Table.Kind.FOREIGN
                        : parent(before, t.name())
                                .flatMap(p -> parent(after, t.name()).map(p::equals))
                                .orElse(!before.containsKey(t.name()) || !after.containsKey(t.name())));
    }

    private static boolean within(Map<QualifiedName, Table> tables, Table table, QualifiedName top) {
        return parent(tables, table.name())
                .filter(p -> p.equals(top)
                        || Optional.ofNullable(tables.get(p))
                                .filter(t -> within(tables, t, top))
                                .isPresent())
                .isPresent();
    }

    private static Optional<QualifiedName> parent(Map<QualifiedName, Table> tables, QualifiedName name) {
        return Optional.ofNullable(tables.get(name)).flatMap(Table::partitionOf).map(Table.PartitionOf::parent);
    }

    private static List<String> shared(Table old, Table wanted) {
        List<String> names = new ArrayList<>();
        for (Column column : old.columns()) {
            boolean same = wanted.column(column.name())
                    .filter(c -> c.type().equals(column.type()) && c.generated().isEmpty())
                    .isPresent();
            if (same && column.generated().isEmpty()) {
                names.add(column.name());
            }
        }
        return names;
    }

    /// The prints of a database, by table.
    ///
    /// @throws SQLException when a table cannot be read
    public Map<QualifiedName, String> of(Connection connection) throws SQLException {
        Map<QualifiedName, String> prints = new LinkedHashMap<>();
        List<QualifiedName> tables = List.copyOf(columns.keySet());
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < tables.size(); from += TOGETHER) {
                List<QualifiedName> some = tables.subList(from, Math.min(tables.size(), from + TOGETHER));
                String sql = IntStream.range(0, some.size())
                        .mapToObj(i -> select(i, some.get(i)))
                        .collect(Collectors.joining(" UNION ALL "));
                try (ResultSet rows = statement.executeQuery(sql + " ORDER BY 1")) {
                    while (rows.next()) {
                        prints.put(some.get(rows.getInt(1)), rows.getString(2));
                    }
                }
            }
        }
        return prints;
    }

    private String only(QualifiedName table) {
        boolean divided = Stream.of(before, after)
                .map(tables -> tables.get(table))
                .anyMatch(t -> t != null && t.kind() == Table.Kind.PARTITIONED);
        return divided ? "" : "ONLY ";
    }

    private String select(int number, QualifiedName table) {
        List<String> shared = columns.getOrDefault(table, List.of());
        String values = shared.stream().map(c -> "t." + Sql.identifier(c)).collect(Collectors.joining(", "));
        String sum = shared.isEmpty()
                ? "0"
                : "coalesce(sum(('x' || substr(md5(ROW(%s)::text), 1, 15))::bit(60)::bigint), 0)".formatted(values);
        return "SELECT %d, count(*) || ' rows, ' || %s FROM %s%s t".formatted(number, sum, only(table), table.sql());
    }
}
