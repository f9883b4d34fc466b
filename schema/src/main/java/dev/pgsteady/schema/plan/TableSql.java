package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.Part.Shape;
import dev.pgsteady.schema.plan.Part.TablePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// Tables as statements, without what stands in them.
final class TableSql {
    private TableSql() {}

    static Shape shape(Table t) {
        return new Shape(
                t.kind(),
                t.persistence(),
                t.partitionKey(),
                t.inherits(),
                t.options(),
                t.accessMethod().filter(m -> !m.equals("heap")),
                t.ofType(),
                t.rowSecurity());
    }

    /// What marks the table's indexes; empty where it is as a new table has it.
    static Optional<Part.MarksPart> marks(Table t) {
        Optional<String> replica = marked(t, Index::replicaIdentity);
        Optional<String> clustered = marked(t, Index::clustered);
        boolean plain = t.replicaIdentity() == 'd' && clustered.isEmpty();
        return plain || t.kind() == Table.Kind.FOREIGN
                ? Optional.empty()
                : Optional.of(new Part.MarksPart(
                        ObjectId.of(ObjectId.Kind.MARKS, t.name()), t.replicaIdentity(), replica, clustered));
    }

    private static Optional<String> marked(Table t, Predicate<Index> mark) {
        return t.indexes().stream().filter(mark).map(i -> i.name().name()).findFirst();
    }

    /// @param elements the columns and constraints as `CREATE TABLE` writes them
    static List<String> create(TablePart t, List<String> elements) {
        Shape s = t.shape();
        StringBuilder sql = new StringBuilder("CREATE ");
        if (s.persistence() == Table.Persistence.UNLOGGED) {
            sql.append("UNLOGGED ");
        }
        sql.append("TABLE ").append(t.id().sql());
        s.ofType().ifPresent(type -> sql.append(" OF ").append(type.sql()));
        if (s.ofType().isEmpty() || !elements.isEmpty()) {
            sql.append(elements.isEmpty() ? " (" : " (\n    ");
            sql.append(String.join(",\n    ", elements)).append(elements.isEmpty() ? ")" : "\n)");
        }
        if (!s.inherits().isEmpty()) {
            sql.append(" INHERITS (")
                    .append(String.join(
                            ", ", s.inherits().stream().map(p -> p.sql()).toList()))
                    .append(')');
        }
        s.partitionKey().ifPresent(key -> sql.append(" PARTITION BY ").append(key));
        s.accessMethod().ifPresent(m -> sql.append(" USING ").append(Sql.identifier(m)));
        if (!s.options().isEmpty()) {
            sql.append(" WITH (").append(String.join(", ", s.options())).append(')');
        }
        List<String> all = new ArrayList<>(List.of(sql.toString()));
        all.addAll(security(t, new Table.RowSecurity(false, false)));
        return all;
    }

    /// From one set of marks to another; a table without any has the default identity.
    static List<String> marks(Part.MarksPart from, Part.MarksPart to) {
        List<String> sql = new ArrayList<>();
        String alter = "ALTER TABLE " + to.id().sql() + " ";
        if (to.identity() != from.identity() || !to.index().equals(from.index())) {
            sql.add(alter + "REPLICA IDENTITY "
                    + switch (to.identity()) {
                        case 'n' -> "NOTHING";
                        case 'f' -> "FULL";
                        case 'i' -> "USING INDEX " + Sql.identifier(to.index().orElse(""));
                        default -> "DEFAULT";
                    });
        }
        if (!to.clustered().equals(from.clustered())) {
            sql.add(alter
                    + to.clustered().map(i -> "CLUSTER ON " + Sql.identifier(i)).orElse("SET WITHOUT CLUSTER"));
        }
        return sql;
    }

    /// What a new table has.
    static Part.MarksPart unmarked(ObjectId id) {
        return new Part.MarksPart(id, 'd', Optional.empty(), Optional.empty());
    }

    private static List<String> security(TablePart t, Table.RowSecurity from) {
        List<String> sql = new ArrayList<>();
        Table.RowSecurity wanted = t.shape().rowSecurity();
        if (wanted.enabled() != from.enabled()) {
            sql.add(alter(t) + (wanted.enabled() ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY");
        }
        if (wanted.forced() != from.forced()) {
            sql.add(alter(t) + (wanted.forced() ? "" : "NO ") + "FORCE ROW LEVEL SECURITY");
        }
        return sql;
    }

    /// The statements that turn one table into another; empty when it has to be made anew.
    static Optional<List<String>> alter(TablePart old, TablePart wanted) {
        Shape from = old.shape();
        Shape to = wanted.shape();
        if (from.kind() != to.kind()
                || !from.partitionKey().equals(to.partitionKey())
                || !kept(from, to).equals(to.inherits())) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        String alter = alter(wanted);
        if (!from.ofType().equals(to.ofType())) {
            sql.add(alter + to.ofType().map(type -> "OF " + type.sql()).orElse("NOT OF"));
        }
        if (from.persistence() != to.persistence()) {
            sql.add(alter + (to.persistence() == Table.Persistence.UNLOGGED ? "SET UNLOGGED" : "SET LOGGED"));
        }
        if (!from.accessMethod().equals(to.accessMethod())) {
            sql.add(alter + "SET ACCESS METHOD "
                    + Sql.identifier(to.accessMethod().orElse("heap")));
        }
        left(from, to).forEach(p -> sql.add(alter + "NO INHERIT " + p.sql()));
        sql.addAll(Options.between(alter, from.options(), to.options()));
        sql.addAll(security(wanted, from.rowSecurity()));
        return Optional.of(sql);
    }

    /// The parents that a table keeps. A new one it can get only with columns that are its own, so it is made anew.
    static List<QualifiedName> kept(Shape from, Shape to) {
        return from.inherits().stream().filter(to.inherits()::contains).toList();
    }

    /// The parents that a table inherits from no longer.
    static List<QualifiedName> left(Shape from, Shape to) {
        return from.inherits().stream().filter(p -> !to.inherits().contains(p)).toList();
    }

    private static String alter(TablePart t) {
        return "ALTER TABLE " + Objects.requireNonNull(t.id().sql()) + " ";
    }
}
