package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns what would make everybody wait into what a busy server bears: indexes CONCURRENTLY, constraints
/// NOT VALID and then validated, NOT NULL through a check, keys through an index, defaults filled in
/// batch by batch.
record Online(Model old, Model wanted) {
    private static final int PAGES = 32;
    private static final int BATCH = 1_000;

    /// The commands that do the same without a long lock; the same ones where there is no such way.
    List<Command> of(Action action, ObjectId id, List<Command> commands) {
        boolean slow = commands.stream().anyMatch(c -> c.lock().blocksWrites() && c.work() != Work.INSTANT);
        if (action == Action.DROP && id.kind() == Kind.INDEX) {
            return commands.stream().map(c -> dropIndex(id, c)).toList();
        }
        if (!slow) {
            return commands;
        }
        Part part = wanted.parts().get(id);
        if (part instanceof Part.IndexPart i && !partitioned(i.on())) {
            return commands.stream().map(Online::concurrently).toList();
        }
        if (part instanceof Part.ConstraintPart c && action == Action.CREATE) {
            return constraint(c).orElse(commands);
        }
        if (part instanceof Part.ColumnPart c) {
            return action == Action.CREATE && !c.inherited() ? added(c, commands) : altered(c, commands);
        }
        return commands;
    }

    private boolean partitioned(QualifiedName table) {
        return wanted.structure().isPartitioned(table);
    }

    private static Command concurrently(Command command) {
        return command.lock() == Lock.SHARE
                ? Command.alone(
                        command.sql().replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY "),
                        Lock.SHARE_UPDATE_EXCLUSIVE,
                        Work.SCAN)
                : command;
    }

    private Command dropIndex(ObjectId id, Command command) {
        boolean alone = old.parts().get(id) instanceof Part.IndexPart i
                && i.index().parent().isEmpty()
                && old.parts().get(ObjectId.of(Kind.TABLE, i.on())) instanceof Part.TablePart t
                && t.shape().kind() == Table.Kind.ORDINARY;
        return alone
                ? Command.alone(
                        command.sql().replaceFirst("^DROP INDEX ", "DROP INDEX CONCURRENTLY "),
                        Lock.SHARE_UPDATE_EXCLUSIVE,
                        Work.INSTANT)
                : command;
    }

    private Optional<List<Command>> constraint(Part.ConstraintPart c) {
        QualifiedName table = c.id().qualified();
        boolean partitioned = partitioned(table);
        return switch (c.constraint()) {
            case Constraint.Check ignored -> Optional.of(validated(c, Lock.ACCESS_EXCLUSIVE));
            // A later VALIDATE leaves the keys to the partitions of the target as they are.
            case Constraint.ForeignKey key ->
                partitioned || partitioned(key.target())
                        ? Optional.empty()
                        : Optional.of(validated(c, Lock.SHARE_ROW_EXCLUSIVE));
            case Constraint.PrimaryKey ignored -> partitioned ? Optional.empty() : byIndex(c);
            case Constraint.Unique ignored -> partitioned ? Optional.empty() : byIndex(c);
            case Constraint.Exclusion ignored -> Optional.empty();
            case Constraint.NotNull ignored -> Optional.empty();
            case Constraint.ConstraintTrigger ignored -> Optional.empty();
        };
    }

    private static List<Command> validated(Part.ConstraintPart c, Lock lock) {
        String alter = "ALTER TABLE " + c.id().qualified().sql() + " ";
        String name = Sql.identifier(c.id().part());
        return List.of(
                Command.of(Respelled.sql(alter + "ADD " + ConstraintSql.clause(c)) + " NOT VALID", lock, Work.INSTANT),
                Command.of(alter + "VALIDATE CONSTRAINT " + name, Lock.SHARE_UPDATE_EXCLUSIVE, Work.SCAN));
    }

    /// A key whose index is built first, while everybody reads and writes.
    private static Optional<List<Command>> byIndex(Part.ConstraintPart c) {
        return KeyByIndex.of(c).map(key -> {
            List<Command> commands = new ArrayList<>();
            commands.add(concurrently(Command.of(key.index(), Lock.SHARE, Work.SCAN)));
            commands.add(Command.of(key.rest().getFirst(), Lock.ACCESS_EXCLUSIVE, Work.INSTANT));
            key.rest().stream()
                    .skip(1)
                    .forEach(sql -> commands.add(Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT)));
            return commands;
        });
    }

    private List<Command> altered(Part.ColumnPart c, List<Command> commands) {
        List<Command> all = new ArrayList<>();
        for (Command command : commands) {
            if (command.sql().endsWith(" SET NOT NULL") && !command.sql().startsWith("ALTER TABLE ONLY ")) {
                all.addAll(notNull(c));
            } else {
                all.add(command);
            }
        }
        return all;
    }

    /// A valid check spares `SET NOT NULL` the reading of the table.
    private static List<Command> notNull(Part.ColumnPart c) {
        String alter = "ALTER TABLE " + c.id().qualified().sql() + " ";
        String column = Sql.identifier(c.id().part());
        String check = Sql.identifier("pgsteady_not_null_" + Integer.toHexString(c.id().hashCode()));
        return List.of(
                Command.of(
                        alter + "ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID".formatted(check, column),
                        Lock.ACCESS_EXCLUSIVE,
                        Work.INSTANT),
                Command.of(alter + "VALIDATE CONSTRAINT " + check, Lock.SHARE_UPDATE_EXCLUSIVE, Work.SCAN),
                Command.of(alter + "ALTER COLUMN " + column + " SET NOT NULL", Lock.ACCESS_EXCLUSIVE, Work.INSTANT),
                Command.of(alter + "DROP CONSTRAINT " + check, Lock.ACCESS_EXCLUSIVE, Work.INSTANT));
    }

    /// A column whose default differs from row to row is added empty and filled batch by batch.
    private List<Command> added(Part.ColumnPart c, List<Command> commands) {
        ObjectId id = new ObjectId(Kind.DEFAULT, c.id().schema(), c.id().name(), c.id().part());
        if (c.identity().isPresent()
                || c.generated().isPresent()
                || !(wanted.parts().get(id) instanceof Part.DefaultPart value)
                || partitioned(c.id().qualified())) {
            return commands;
        }
        String table = c.id().qualified().sql();
        String column = Sql.identifier(c.id().part());
        List<Command> all = new ArrayList<>();
        all.add(Command.of(
                "ALTER TABLE %s ADD COLUMN %s"
                        .formatted(table, ColumnSql.clause(c, Optional.empty()).replaceFirst(" NOT NULL$", "")),
                Lock.ACCESS_EXCLUSIVE,
                Work.INSTANT));
        all.add(Command.of(
                Create.alterDefault(value.id(), "SET DEFAULT " + value.expression()),
                Lock.ACCESS_EXCLUSIVE,
                Work.INSTANT));
        all.add(Command.alone(backfill(table, column), Lock.NONE, Work.SCAN));
        if (c.notNull()) {
            all.addAll(notNull(c));
        }
        ColumnSql.after(c).forEach(sql -> all.add(Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT)));
        return all;
    }

    /// Fills page by page, each batch in a transaction of its own, and at last what moved to pages that
    /// were done.
    private static String backfill(String table, String column) {
        return """
                DO $pgsteady$
                DECLARE
                    page bigint := 0;
                BEGIN
                    WHILE page < pg_relation_size(%3$s) / current_setting('block_size')::int LOOP
                        UPDATE %1$s SET %2$s = DEFAULT
                         WHERE %2$s IS NULL AND ctid >= format('(%%s,0)', page)::tid
                           AND ctid < format('(%%s,0)', page + %4$d)::tid;
                        COMMIT;
                        page := page + %4$d;
                    END LOOP;
                    LOOP
                        UPDATE %1$s SET %2$s = DEFAULT
                         WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s IS NULL LIMIT %5$d FOR UPDATE SKIP LOCKED));
                        EXIT WHEN NOT FOUND;
                        COMMIT;
                    END LOOP;
                END $pgsteady$""".formatted(table, column, Sql.literal(table).strip(), PAGES, BATCH);
    }
}
