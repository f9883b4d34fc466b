package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.Hazard.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a change may do to a running system: from what it does to the part, and from the locks of its commands.
record Hazards(Model old, Model wanted) {
    /// @param again whether the part is taken away only to be made anew
    List<Hazard> of(Action action, ObjectId id, List<Command> commands, boolean again) {
        List<Hazard> hazards = new ArrayList<>();
        if (action == Action.DROP && !again) {
            hazards.addAll(dropped(id));
        }
        if (action != Action.DROP) {
            mayFail(action, id).or(() -> over(id, commands)).ifPresent(hazards::add);
        }
        hazards.addAll(locks(commands));
        return hazards;
    }

    private List<Hazard> dropped(ObjectId id) {
        String words = id.words();
        return switch (id.kind()) {
            case TABLE, COLUMN -> {
                boolean derived = old.parts().get(id) instanceof Part.ColumnPart c
                        && c.generated().isPresent();
                List<Hazard> hazards = new ArrayList<>();
                if (!derived) {
                    hazards.add(Hazard.of(Kind.DELETES_DATA, "All values of " + words + " are gone."));
                    hazards.add(Hazard.of(Kind.NOT_REVERSIBLE, "Going back brings " + words + " back empty."));
                }
                hazards.add(Hazard.of(Kind.BREAKS_RUNNING_CODE, "Statements that name " + words + " fail."));
                yield hazards;
            }
            case MATERIALIZED_VIEW, VIEW, ROUTINE, AGGREGATE, TYPE, DOMAIN, NAMESPACE, EXTENSION ->
                List.of(Hazard.of(Kind.BREAKS_RUNNING_CODE, "Statements that name " + words + " fail."));
            case SEQUENCE ->
                List.of(
                        Hazard.of(Kind.BREAKS_RUNNING_CODE, "Statements that name " + words + " fail."),
                        Hazard.of(Kind.NOT_REVERSIBLE, "Going back begins " + words + " anew."));
            default -> List.of();
        };
    }

    private Optional<Hazard> mayFail(Action action, ObjectId id) {
        Part part = wanted.parts().get(id);
        if (!old.parts().containsKey(new ObjectId(ObjectId.Kind.TABLE, id.schema(), id.name(), ""))) {
            return Optional.empty();
        }
        if (part instanceof Part.ConstraintPart c && action == Action.CREATE && !c.follows()) {
            return constraint(c);
        }
        if (part instanceof Part.PartitionPart p && !old.parts().containsKey(id)) {
            return attached(p);
        }
        return part instanceof Part.ColumnPart c ? column(action, c) : Optional.empty();
    }

    /// A table that becomes a partition, with its rows.
    private Optional<Hazard> attached(Part.PartitionPart p) {
        return wanted.parts().get(ObjectId.of(ObjectId.Kind.TABLE, p.of().parent())) instanceof Part.TablePart t
                ? t.shape()
                        .partitionKey()
                        .flatMap(key -> Bounds.of(p.of().parent(), key).condition(p.of().bound()))
                        .flatMap(condition -> fails(
                                "A row that does not fit the bounds makes it fail.",
                                "SELECT * FROM %s WHERE (%s) IS NOT TRUE LIMIT 20"
                                        .formatted(p.id().qualified().sql(), condition)))
                : Optional.empty();
    }

    /// A column that goes over to a type made anew.
    private Optional<Hazard> over(ObjectId id, List<Command> commands) {
        String name = Sql.identifier(id.part());
        return wanted.parts().get(id) instanceof Part.ColumnPart c
                        && commands.stream().anyMatch(o -> o.sql().contains(" USING "))
                ? fails(
                        "A value of %s that the new %s does not have makes it fail."
                                .formatted(name, c.type().sql()),
                        "SELECT %1$s, count(*) FROM %2$s GROUP BY %1$s"
                                .formatted(name, id.qualified().sql()))
                : Optional.empty();
    }

    private Optional<Hazard> column(Action action, Part.ColumnPart c) {
        String table = c.id().qualified().sql();
        String name = Sql.identifier(c.id().part());
        if (action == Action.CREATE) {
            ObjectId value = new ObjectId(ObjectId.Kind.DEFAULT, c.id().schema(), c.id().name(), c.id().part());
            boolean bare = c.notNull()
                    && c.identity().isEmpty()
                    && c.generated().isEmpty()
                    && !wanted.parts().containsKey(value);
            return bare
                    ? fails(
                            "%s is NOT NULL and has no default, so no row may be there.".formatted(name),
                            "SELECT count(*) FROM " + table)
                    : Optional.empty();
        }
        if (!(old.parts().get(c.id()) instanceof Part.ColumnPart from)) {
            return Optional.empty();
        }
        if (ColumnSql.retyped(from, c) && !Widening.keepsTheRows(from, c)) {
            return fails(
                    "A value of %s that does not fit %s makes it fail."
                            .formatted(name, c.type().sql()),
                    "SELECT %1$s, %1$s::text FROM %2$s WHERE %1$s IS NOT NULL LIMIT 20".formatted(name, table));
        }
        return !from.notNull() && c.notNull()
                ? fails(
                        "A row without %s makes it fail.".formatted(name),
                        "SELECT * FROM %s WHERE %s IS NULL LIMIT 20".formatted(table, name))
                : Optional.empty();
    }

    private static Optional<Hazard> constraint(Part.ConstraintPart c) {
        String table = c.id().qualified().sql();
        return switch (c.constraint()) {
            case Constraint.Check k ->
                fails(
                        "A row that breaks the check makes it fail.",
                        "SELECT * FROM %s WHERE NOT (%s) LIMIT 20".formatted(table, k.expression()));
            case Constraint.PrimaryKey p -> duplicates(table, p.columns());
            case Constraint.Unique u -> duplicates(table, u.columns());
            case Constraint.ForeignKey f -> fails("A row that refers to nothing makes it fail.", orphans(table, f));
            case Constraint.Exclusion ignored ->
                Optional.of(Hazard.of(Kind.MAY_FAIL_ON_ROWS, "Two rows that exclude each other make it fail."));
            case Constraint.NotNull ignored -> Optional.empty();
            case Constraint.ConstraintTrigger ignored -> Optional.empty();
        };
    }

    private static Optional<Hazard> duplicates(String table, List<String> columns) {
        String keys = columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
        return fails(
                "Two rows with the same key make it fail.",
                "SELECT %1$s, count(*) FROM %2$s GROUP BY %1$s HAVING count(*) > 1 LIMIT 20".formatted(keys, table));
    }

    private static String orphans(String table, Constraint.ForeignKey f) {
        String same = IntStream.range(0, f.columns().size())
                .mapToObj(i -> "p.%s = c.%s"
                        .formatted(
                                Sql.identifier(f.targetColumns().get(i)),
                                Sql.identifier(f.columns().get(i))))
                .collect(Collectors.joining(" AND "));
        String filled = f.columns().stream()
                .map(c -> "c." + Sql.identifier(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "SELECT c.* FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s) LIMIT 20"
                .formatted(table, filled, f.target().sql(), same);
    }

    static Optional<Hazard> fails(String words, String query) {
        return Optional.of(new Hazard(Kind.MAY_FAIL_ON_ROWS, words, Optional.of(query)));
    }

    private static List<Hazard> locks(List<Command> commands) {
        List<Hazard> hazards = new ArrayList<>();
        if (commands.stream().anyMatch(c -> c.work() == Work.REWRITE && c.lock().blocksReads())) {
            hazards.add(Hazard.of(Kind.REWRITES_TABLE, "Every row is written anew."));
        }
        if (commands.stream().anyMatch(c -> c.work() != Work.INSTANT && c.lock().blocksReads())) {
            hazards.add(Hazard.of(Kind.BLOCKS_READS, "Reads and writes of the table wait until it is done."));
        } else if (commands.stream()
                .anyMatch(c -> c.work() != Work.INSTANT && c.lock().blocksWrites())) {
            hazards.add(Hazard.of(Kind.BLOCKS_WRITES, "Writes to the table wait until it is done."));
        }
        if (commands.stream().anyMatch(Command::alone)) {
            hazards.add(
                    Hazard.of(Kind.NOT_IN_A_TRANSACTION, "It runs in no transaction: a failure leaves a part done."));
        }
        return hazards;
    }
}
