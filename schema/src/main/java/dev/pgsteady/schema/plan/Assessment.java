package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What each statement of a plan locks and for how long, by the kind of part it is about (manual, ALTER
/// TABLE, Notes; CREATE INDEX; 13.3).
///
/// @param old    the schema that the plan starts from
/// @param wanted the schema that it ends with
record Assessment(Model old, Model wanted) {
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "gen_random_uuid",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "uuidv7",
            "clock_timestamp",
            "timeofday",
            "nextval",
            "setseed");
    private static final Pattern CALL = Pattern.compile("([\\w$\"]+)\\s*\\(");

    /// The statements of a change with their locks.
    List<Command> commands(Action action, ObjectId id, List<String> statements) {
        return statements.stream().map(sql -> command(action, id, sql)).toList();
    }

    private Command command(Action action, ObjectId id, String sql) {
        if (sql.startsWith("SELECT setval(")) {
            return Command.of(sql, Lock.NONE, sql.contains(" HAVING ") ? Work.SCAN : Work.INSTANT);
        }
        if (fresh(id)) {
            return Command.of(sql, ofOthers(id, sql), Work.INSTANT);
        }
        return switch (id.kind()) {
            case TABLE, FOREIGN_TABLE -> table(action, sql);
            case COLUMN -> column(action, id, sql);
            case CONSTRAINT, FOREIGN_KEY -> constraint(action, id, sql);
            case INDEX -> index(action, sql);
            case PARTITION -> partition(id, sql);
            case TRIGGER ->
                Command.of(
                        sql, action == Action.CREATE ? Lock.SHARE_ROW_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE, Work.INSTANT);
            case RULE, DEFAULT, POLICY, MARKS, SEQUENCE_OWNER -> Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT);
            case DOMAIN_CONSTRAINT ->
                Command.of(
                        sql,
                        Lock.SHARE,
                        sql.contains(" NOT VALID") || action == Action.DROP ? Work.INSTANT : Work.SCAN);
            case ROWS -> Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.REWRITE);
            case STATISTICS, COMMENT, PUBLICATION -> Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT);
            case MATERIALIZED_VIEW ->
                Command.of(sql, Lock.ACCESS_EXCLUSIVE, action == Action.CREATE ? Work.REWRITE : Work.INSTANT);
            case VIEW, OWNER ->
                action == Action.CREATE ? Command.quiet(sql) : Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT);
            case NAMESPACE, EXTENSION, LANGUAGE, COLLATION, EVENT_TRIGGER, OTHER, NOTED, GRANTS, DEFAULT_PRIVILEGES ->
                Command.quiet(sql);
            case DOMAIN -> sql.endsWith(" SET NOT NULL") ? Command.of(sql, Lock.SHARE, Work.SCAN) : Command.quiet(sql);
            // What it does to tables made of the type as well.
            case TYPE ->
                sql.endsWith(" CASCADE") ? Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT) : Command.quiet(sql);
            case OPERATOR, TEXT_SEARCH, SEQUENCE, ROUTINE, AGGREGATE, CAST -> Command.quiet(sql);
        };
    }

    /// Whether nobody can be using what it is about, because the plan makes it.
    private boolean fresh(ObjectId id) {
        return table(id).filter(t -> !old.parts().containsKey(t)).isPresent();
    }

    /// How what is done to a new table locks others: those that it refers to, or inherits from.
    private Lock ofOthers(ObjectId id, String sql) {
        if (id.kind() == Kind.FOREIGN_KEY) {
            return Lock.SHARE_ROW_EXCLUSIVE;
        }
        return sql.startsWith("CREATE ") && inherits(id) ? Lock.SHARE_UPDATE_EXCLUSIVE : Lock.NONE;
    }

    private boolean inherits(ObjectId table) {
        return wanted.parts().get(table) instanceof Part.TablePart t
                && t.shape().inherits().stream().anyMatch(p -> old.parts().containsKey(ObjectId.of(Kind.TABLE, p)));
    }

    private Optional<ObjectId> table(ObjectId id) {
        if (id.kind() == Kind.TABLE) {
            return Optional.of(id);
        }
        if (wanted.parts().get(id) instanceof Part.IndexPart i) {
            return Optional.of(ObjectId.of(Kind.TABLE, i.on()));
        }
        return switch (id.kind()) {
            case COLUMN, DEFAULT, CONSTRAINT, FOREIGN_KEY, TRIGGER, POLICY, MARKS ->
                Optional.of(ObjectId.of(Kind.TABLE, id.qualified()));
            default -> Optional.empty();
        };
    }

    private static Command table(Action action, String sql) {
        boolean storage = sql.contains(" SET (") || sql.contains(" RESET (");
        boolean rewrite =
                sql.contains(" SET LOGGED") || sql.contains(" SET UNLOGGED") || sql.contains(" SET ACCESS METHOD");
        return Command.of(
                sql,
                storage && action == Action.ALTER ? Lock.SHARE_UPDATE_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE,
                rewrite ? Work.REWRITE : Work.INSTANT);
    }

    private Command column(Action action, ObjectId id, String sql) {
        if (sql.contains(" SET STATISTICS ") || sql.contains(" SET (") || sql.contains(" RESET (")) {
            return Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT);
        }
        Work work = Work.INSTANT;
        if (action == Action.CREATE && rewritesWhenAdded(id)) {
            work = Work.REWRITE;
        } else if (sql.contains(" TYPE ")) {
            work = retyped(id);
        } else if (sql.endsWith(" SET NOT NULL")) {
            work = Work.SCAN;
        }
        return Command.of(sql, Lock.ACCESS_EXCLUSIVE, work);
    }

    /// A column is added in a moment unless each row needs a value of its own.
    private boolean rewritesWhenAdded(ObjectId id) {
        boolean computed = wanted.parts().get(id) instanceof Part.ColumnPart c
                && (c.identity().isPresent()
                        || c.generated().filter("STORED"::equals).isPresent());
        ObjectId value = new ObjectId(Kind.DEFAULT, id.schema(), id.name(), id.part());
        return computed || (wanted.parts().get(value) instanceof Part.DefaultPart d && isVolatile(d.expression()));
    }

    /// Whether a default differs from row to row.
    boolean isVolatile(String expression) {
        var calls = CALL.matcher(expression);
        while (calls.find()) {
            String name = calls.group(1).replace("\"", "").toLowerCase(Locale.ROOT);
            if (VOLATILE.contains(name) || ofTheUser(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean ofTheUser(String name) {
        return wanted.snapshot().schema().routines().stream()
                .anyMatch(r -> r.name().name().equalsIgnoreCase(name)
                        && r.kind() == Routine.Kind.FUNCTION
                        && r.volatility() == 'v');
    }

    private Work retyped(ObjectId id) {
        return old.parts().get(id) instanceof Part.ColumnPart from
                        && wanted.parts().get(id) instanceof Part.ColumnPart to
                        && Widening.keepsTheRows(from, to)
                ? Work.INSTANT
                : Work.REWRITE;
    }

    private Command constraint(Action action, ObjectId id, String sql) {
        if (action == Action.DROP) {
            return Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT);
        }
        if (sql.contains(" VALIDATE CONSTRAINT ")) {
            return Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.SCAN);
        }
        if (sql.startsWith("ALTER INDEX")) {
            return Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT);
        }
        boolean key = wanted.parts().get(id) instanceof Part.ConstraintPart c
                && c.constraint() instanceof Constraint.ForeignKey;
        return Command.of(
                sql,
                key ? Lock.SHARE_ROW_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE,
                sql.endsWith(" NOT VALID") ? Work.INSTANT : Work.SCAN);
    }

    private static Command index(Action action, String sql) {
        if (sql.startsWith("ALTER INDEX")) {
            return Command.of(sql, Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT);
        }
        return action == Action.DROP
                ? Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT)
                : Command.of(sql, Lock.SHARE, Work.SCAN);
    }

    /// Who attaches a table locks it, and the default partition, and reads both; the parent stays open. Where a foreign
    /// key refers to the parent, it gets triggers for the partition.
    private Command partition(ObjectId id, String sql) {
        if (sql.contains(" DETACH PARTITION ")) {
            return Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.INSTANT);
        }
        boolean used = old.parts().containsKey(id.of(Kind.TABLE)) || besideDefault(id);
        return used
                ? Command.of(sql, Lock.ACCESS_EXCLUSIVE, Work.SCAN)
                : Command.of(sql, referred(id) ? Lock.SHARE_ROW_EXCLUSIVE : Lock.SHARE_UPDATE_EXCLUSIVE, Work.INSTANT);
    }

    private boolean referred(ObjectId id) {
        return wanted.parts().get(id) instanceof Part.PartitionPart p
                && wanted.structure().isReferred(p.of().parent());
    }

    private boolean besideDefault(ObjectId id) {
        return wanted.parts().get(id) instanceof Part.PartitionPart partition
                && old.parts().values().stream()
                        .anyMatch(p -> p instanceof Part.PartitionPart other
                                && other.of().parent().equals(partition.of().parent())
                                && other.of().bound().equals(Bounds.DEFAULT));
    }
}
