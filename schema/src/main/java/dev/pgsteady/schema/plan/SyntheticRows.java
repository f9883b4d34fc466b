package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A few invented rows in each table that takes them, so that a plan is tried on a database that is not empty.
/// A table whose checks want something cleverer stays without.
public final class SyntheticRows {
    private static final Pattern LIST = Pattern.compile("= ANY \\(+ARRAY\\[");
    private static final int TOGETHER = 128;
    private static final Pattern WORD = Pattern.compile("'(?:[^']|'')*'");

    private final Schema schema;
    private final Reach reach;
    private final Map<QualifiedName, UserType> types = new HashMap<>();
    private final Map<QualifiedName, Table> tables = new HashMap<>();

    /// @param schema the schema of the database to fill
    public SyntheticRows(Schema schema) {
        this(schema, Reach.EVERYWHERE);
    }

    /// @param schema the schema of the database to fill
    /// @param reach  the tables that get rows; so do those that they refer to
    public SyntheticRows(Schema schema, Reach reach) {
        this.schema = schema;
        this.reach = reach;
        schema.types().forEach(t -> types.put(t.name(), t));
        schema.tables().forEach(t -> tables.put(t.name(), t));
    }

    /// Fills the database, parents before children.
    ///
    /// @param connection auto-commit on
    /// @param each       how many rows are tried for each table
    /// @return how many rows were taken
    public long fill(Connection connection, int each) {
        List<String> inserts = new ArrayList<>();
        Set<QualifiedName> done = new HashSet<>();
        schema.tables().stream()
                .filter(table -> reach.includes(table.name()))
                .flatMap(table -> withParents(table, done).stream())
                .flatMap(table -> IntStream.rangeClosed(1, each).mapToObj(row -> insert(table, row)))
                .forEach(inserts::add);
        long taken = 0;
        for (int from = 0; from < inserts.size(); from += TOGETHER) {
            taken += taken(connection, inserts.subList(from, Math.min(inserts.size(), from + TOGETHER)));
        }
        return taken;
    }

    /// Tries rows in one transaction; where one is refused, each half by itself, and in the end each row.
    private static long taken(Connection connection, List<String> inserts) {
        try {
            return together(connection, inserts);
        } catch (SQLException refused) {
            int half = inserts.size() / 2;
            return half == 0
                    ? 0
                    : taken(connection, inserts.subList(0, half))
                            + taken(connection, inserts.subList(half, inserts.size()));
        }
    }

    private static long together(Connection connection, List<String> inserts) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : inserts) {
                statement.addBatch(sql);
            }
            long taken = Arrays.stream(statement.executeBatch()).sum();
            connection.commit();
            return taken;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// The table and the tables it refers to that are not filled yet, those it refers to first.
    private List<Table> withParents(Table table, Set<QualifiedName> done) {
        List<Table> order = new ArrayList<>();
        List<Table> open = new ArrayList<>(List.of(table));
        while (!open.isEmpty()) {
            Table top = open.getLast();
            Optional<Table> parent = top.foreignKeys().stream()
                    .map(k -> tables.get(k.target()))
                    .filter(p -> p != null && !done.contains(p.name()) && !open.contains(p))
                    .findFirst();
            if (parent.isPresent()) {
                open.add(parent.get());
            } else {
                open.removeLast();
                if (done.add(top.name()) && top.extension().isEmpty() && top.kind() != Table.Kind.FOREIGN) {
                    order.add(top);
                }
            }
        }
        return order;
    }

    private String insert(Table table, int row) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.generated().isEmpty() && column.identity().isEmpty()) {
                value(table, column, row).ifPresent(v -> {
                    names.add(Sql.identifier(column.name()));
                    values.add(v);
                });
            }
        }
        return names.isEmpty()
                ? "INSERT INTO %s DEFAULT VALUES".formatted(table.name().sql())
                : "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(table.name().sql(), String.join(", ", names), String.join(", ", values));
    }

    private Optional<String> value(Table table, Column column, int row) {
        Optional<ForeignKey> key = table.foreignKeys().stream()
                .filter(k -> k.columns().contains(column.name()))
                .findFirst();
        if (key.isPresent()) {
            String target = key.get().targetColumns().get(key.get().columns().indexOf(column.name()));
            return key.get().target().equals(table.name())
                    ? Optional.empty()
                    : Optional.of("(SELECT %s FROM %s ORDER BY %1$s OFFSET %3$d LIMIT 1)"
                            .formatted(
                                    Sql.identifier(target), key.get().target().sql(), row - 1));
        }
        Optional<String> value = allowed(table, column, row).or(() -> literal(column.type(), row));
        return value.map(v -> v + "::" + column.type().sql());
    }

    /// One of the words that a check on the column alone allows: `plan IN ('FREE', 'PAID')`.
    private static Optional<String> allowed(Table table, Column column, int row) {
        return table.constraints().stream()
                .filter(c -> c instanceof Constraint.Check k && k.columns().equals(List.of(column.name())))
                .map(c -> words(((Constraint.Check) c).expression()))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .map(words -> words.get((row - 1) % words.size()));
    }

    private static List<String> words(String expression) {
        return LIST.matcher(expression).find()
                ? WORD.matcher(expression).results().map(MatchResult::group).toList()
                : List.of();
    }

    private Optional<String> literal(DataType type, int row) {
        if (type.array()) {
            return Optional.of("'{}'");
        }
        UserType own = types.get(type.base());
        if (own == null) {
            return builtIn(type, row);
        }
        return switch (own) {
            case UserType.EnumType e when e.labels().isEmpty() -> Optional.empty();
            case UserType.EnumType e ->
                Optional.of(Sql.literal(e.labels().get((row - 1) % e.labels().size()))
                        .strip());
            case UserType.DomainType d -> literal(d.base(), row);
            case UserType.RangeType ignored -> Optional.of("'empty'");
            case UserType.CompositeType ignored -> Optional.empty();
            case UserType.BaseType ignored -> Optional.empty();
        };
    }

    private static Optional<String> builtIn(DataType type, int row) {
        return Optional.ofNullable(
                switch (type.base().name()) {
                    case "int2", "int4", "int8", "numeric", "float4", "float8", "oid", "money" -> "'" + row + "'";
                    case "text", "varchar", "bpchar", "name", "citext", "xml" -> "'v" + row + "'";
                    case "char" -> "'" + (char) ('a' + row % 26) + "'";
                    case "bool" -> row % 2 == 0 ? "'t'" : "'f'";
                    case "date", "timestamp", "timestamptz" -> "'2026-01-%02d'".formatted(1 + row % 28);
                    case "time", "timetz" -> "'12:%02d'".formatted(row % 60);
                    case "interval" -> "'" + row + " days'";
                    case "uuid" -> "'00000000-0000-4000-8000-%012d'".formatted(row);
                    case "json", "jsonb" -> "'{\"n\": " + row + "}'";
                    case "bytea" -> "'\\x%02x'".formatted(row % 256);
                    case "inet" -> "'10.0.0." + row % 256 + "'";
                    case "cidr" -> "'10.0." + row % 256 + ".0/24'";
                    case "macaddr" -> "'08:00:2b:01:02:%02x'".formatted(row % 256);
                    case "tsvector" -> "'v" + row + "'";
                    case "point" -> "'(" + row + ",0)'";
                    case "int4range", "int8range", "numrange" -> "'[" + row + "," + (row + 1) + ")'";
                    case "tsrange", "tstzrange", "daterange" ->
                        "'[2026-01-%02d,2026-01-%02d)'".formatted(1 + row % 27, 2 + row % 27);
                    case "bit", "varbit" -> "B'" + row % 2 + "'";
                    default -> null;
                });
    }
}
