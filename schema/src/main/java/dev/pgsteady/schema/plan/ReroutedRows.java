package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The statements that carry rows from one partition of a table to others. For the user's triggers nothing happens: no
/// row comes or goes, as the table sees it.
///
/// @param leaving which rows leave which partition
/// @param moved   how rows step aside and come back
record ReroutedRows(Model old, Decision decision, Map<QualifiedName, Rerouting.Leaving> leaving, MovedRows moved) {
    static ReroutedRows of(Model old, Decision decision, MovedRows moved) {
        Map<QualifiedName, Rerouting.Leaving> leaving =
                new TreeMap<>(decision.rerouting().leaving());
        leaving.entrySet()
                .removeIf(
                        e -> decision.drops(ObjectId.of(Kind.TABLE, e.getValue().table()))
                                || (e.getValue().stays() && decision.drops(ObjectId.of(Kind.TABLE, e.getKey()))));
        return new ReroutedRows(old, decision, leaving, moved);
    }

    /// Whether none of the rows of a partition that goes is lost.
    boolean saves(QualifiedName partition) {
        return leaving.containsKey(partition) && rows(partition).condition().isEmpty();
    }

    /// Whether rows leave partitions of a table and come back into it.
    boolean comeInto(QualifiedName table) {
        return leaving.values().stream().anyMatch(r -> r.table().equals(table));
    }

    private Rerouting.Leaving rows(QualifiedName partition) {
        return Optional.ofNullable(leaving.get(partition)).orElseThrow();
    }

    /// What a partition may fail on.
    Optional<Hazard> hazard(Part part) {
        return part instanceof Part.PartitionPart p
                ? decision.rerouting()
                        .standing(p.of().parent())
                        .flatMap(rows -> Hazards.fails(
                                "A row of the default partition that belongs there makes it fail.", rows.query()))
                : Optional.empty();
    }

    /// What the coming of rows may fail on.
    Optional<Hazard> hazard(QualifiedName partition) {
        Rerouting.Leaving rows = rows(partition);
        return rows.stays() && !rows.taken()
                ? Hazards.fails("A row that no partition takes makes it fail.", rows.query())
                : Optional.empty();
    }

    List<String> aside(QualifiedName partition) {
        Rerouting.Leaving rows = rows(partition);
        String where = rows.where();
        List<String> sql = new ArrayList<>();
        if (isForced(partition) || !rows.stays()) {
            sql.add(MovedRows.shown(partition));
        }
        String aside = MovedRows.name(partition).sql();
        if (rows.stays()) {
            sql.add("CREATE TABLE %s (LIKE %s)".formatted(aside, partition.sql()));
            sql.addAll(quietly(
                    List.of(partition),
                    "WITH moved AS (DELETE FROM %s%s RETURNING *) INSERT INTO %s SELECT * FROM moved"
                            .formatted(partition.sql(), where, aside)));
            sql.addAll(hidden(partition));
        } else {
            sql.add("CREATE TABLE %s AS SELECT * FROM %s%s".formatted(aside, partition.sql(), where));
        }
        return sql;
    }

    List<String> back(QualifiedName partition) {
        QualifiedName table = rows(partition).table();
        List<String> sql = new ArrayList<>();
        List<String> back = moved.back(partition, table);
        if (isForced(table)) {
            sql.add(MovedRows.shown(table));
        }
        if (hasDeferrable(table)) {
            sql.add("SET CONSTRAINTS ALL IMMEDIATE");
        }
        sql.addAll(quietly(family(table), back.getFirst()));
        sql.addAll(hidden(table));
        sql.addAll(back.subList(1, back.size()));
        return sql;
    }

    /// What is checked at the commit would have to be waited for: a table with such checks open is not altered.
    private boolean hasDeferrable(QualifiedName table) {
        return old.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ConstraintPart c
                        && c.id().qualified().equals(table)
                        && c.constraint().common().deferrable());
    }

    private List<String> hidden(QualifiedName table) {
        return isForced(table) ? List.of("ALTER TABLE %s FORCE ROW LEVEL SECURITY".formatted(table.sql())) : List.of();
    }

    private boolean isForced(QualifiedName table) {
        return old.parts().get(ObjectId.of(Kind.TABLE, table)) instanceof Part.TablePart t
                && t.shape().rowSecurity().forced();
    }

    /// The statement, while no trigger of the user's is heard.
    private List<String> quietly(List<QualifiedName> tables, String statement) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (QualifiedName table : tables) {
            for (Table.Trigger trigger : triggers(table)) {
                boolean own = table.equals(tables.getFirst()) || !trigger.inherited();
                if (own && trigger.enabled() != 'D' && isThere(table, trigger)) {
                    String alter = "ALTER TABLE " + table.sql() + " ";
                    String name = " TRIGGER " + Sql.identifier(trigger.name());
                    before.add(alter + "DISABLE" + name);
                    after.add(alter + enable(trigger.enabled()) + name);
                }
            }
        }
        return Stream.of(before, List.of(statement), after)
                .flatMap(List::stream)
                .toList();
    }

    /// The table, and the partitions of it that were there.
    private List<QualifiedName> family(QualifiedName table) {
        Stream<QualifiedName> partitions = old.parts().values().stream()
                .filter(p -> p instanceof Part.TablePart
                        && !p.id().qualified().equals(table)
                        && moved.within(p.id().qualified(), table))
                .map(p -> p.id().qualified());
        return Stream.concat(Stream.of(table), partitions).toList();
    }

    private static String enable(char how) {
        return switch (how) {
            case 'A' -> "ENABLE ALWAYS";
            case 'R' -> "ENABLE REPLICA";
            default -> "ENABLE";
        };
    }

    private boolean isThere(QualifiedName table, Table.Trigger trigger) {
        if (!trigger.inherited()) {
            return !decision.drops(ObjectId.of(Kind.TRIGGER, table, trigger.name()));
        }
        return old.parts().get(ObjectId.of(Kind.PARTITION, table)) instanceof Part.PartitionPart p
                && !decision.drops(p.id())
                && triggers(p.of().parent()).stream()
                        .anyMatch(t -> t.name().equals(trigger.name()) && isThere(p.of().parent(), t));
    }

    private List<Table.Trigger> triggers(QualifiedName table) {
        return old.snapshot().schema().table(table).map(Table::triggers).orElse(List.of());
    }
}
