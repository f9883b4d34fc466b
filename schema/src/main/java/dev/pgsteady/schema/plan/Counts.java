package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What keeps a column counting where it has come to when it gets another sequence, or its table is made anew: the new
/// one goes on from where the old one stands or, where there was none, after the values that there are. It is never
/// set back (manual, 9.17).
final class Counts {
    private static final String ASIDE = "_value_before";
    private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint");

    /// What a column takes its values from.
    private record Source(QualifiedName name, Part.Counter counter, boolean identity) {
        ObjectId id() {
            return ObjectId.of(Kind.SEQUENCE, name);
        }
    }

    private final Model old;
    private final Model wanted;
    private final Decision decision;
    private final MovedRows moved;
    private final Map<Step, List<String>> before = new HashMap<>();
    private final Map<Step, List<String>> after = new HashMap<>();
    private final Map<Step, Step> order = new HashMap<>();
    private final Set<QualifiedName> aside = new HashSet<>();

    Counts(Model old, Model wanted, Decision decision, MovedRows moved) {
        this.old = old;
        this.wanted = wanted;
        this.decision = decision;
        this.moved = moved;
        wanted.parts().values().forEach(part -> {
            if (part instanceof Part.ColumnPart c && old.parts().containsKey(c.id()) && !c.foreign()) {
                source(wanted, c.id()).filter(to -> !ofParent(c, to)).ifPresent(to -> goOn(c, to));
            }
        });
    }

    /// A step's statements, with those that keep columns counting.
    List<String> with(Step step, List<String> statements) {
        List<String> all = new ArrayList<>(before.getOrDefault(step, List.of()));
        all.addAll(statements);
        all.addAll(after.getOrDefault(step, List.of()));
        return all;
    }

    /// Whether a column goes on where the sequence stands that a step takes away, and so on the way back.
    boolean carried(Step step) {
        return step.action() == Action.DROP && (before.containsKey(step) || order.containsValue(step));
    }

    /// A sequence that goes is there until the new one has its value.
    void arrange(Map<ObjectId, Step> makes, Map<ObjectId, Step> takes, Ordering ordering) {
        order.forEach((set, gone) -> {
            if (set.equals(makes.get(set.id())) && gone.equals(takes.get(gone.id()))) {
                ordering.edge(set, gone);
            }
        });
    }

    private void goOn(Part.ColumnPart c, Source to) {
        ObjectId table = c.id().of(Kind.TABLE);
        boolean remade = moved.needed(table);
        Optional<Source> from = source(old, c.id());
        boolean another = to.identity()
                ? remade || from.filter(Source::identity).isEmpty()
                : decision.creates(to.id())
                        || (!remade
                                && from.filter(f -> f.name().equals(to.name())).isEmpty());
        if (!another || (!remade && (decision.creates(c.id()) || decision.creates(table)))) {
            return;
        }
        Step set = remade
                ? new Step(Action.CREATE, RowSteps.aside(c.id().qualified()).id())
                : gets(c.id(), to);
        from.ifPresentOrElse(f -> fromSequence(c.id(), f, to, set), () -> fromValues(c, to, set));
    }

    /// The step that gives a column of a table that stays its sequence.
    private Step gets(ObjectId column, Source to) {
        ObjectId id = to.identity() ? column : value(column);
        return new Step(decision.creates(id) ? Action.CREATE : Action.ALTER, id);
    }

    private void fromSequence(ObjectId column, Source from, Source to, Step set) {
        boolean remade = set.id().kind() == Kind.ROWS;
        boolean goes = from.identity()
                || (remade ? decision.drops(from.id()) : from.name().equals(to.name()));
        if (!goes) {
            add(after, set, value(from.name(), to));
            order.put(set, new Step(Action.DROP, from.id()));
        } else if (aside.add(from.name())) {
            QualifiedName kept =
                    new QualifiedName(from.name().schema(), Sql.name(from.name().name(), ASIDE));
            String keep = "CREATE TABLE %s AS SELECT last_value, is_called FROM %s"
                    .formatted(kept.sql(), from.name().sql());
            if (remade) {
                add(after, RowSteps.aside(column.qualified()), keep);
            } else {
                add(before, from.identity() ? new Step(Action.ALTER, column) : new Step(Action.DROP, from.id()), keep);
            }
            add(after, set, value(kept, to));
            add(after, set, "DROP TABLE " + kept.sql());
        }
    }

    private void fromValues(Part.ColumnPart c, Source to, Step set) {
        if (NUMBERS.contains(c.type().sql())) {
            String furthest =
                    "%s(%s)".formatted(to.counter().increment() < 0 ? "min" : "max", Sql.identifier(c.id().part()));
            add(
                    after,
                    set,
                    "SELECT setval(%s, %s) FROM %s HAVING %s"
                            .formatted(
                                    Sql.literal(to.name().sql()),
                                    furthest,
                                    c.id().qualified().sql(),
                                    ahead(furthest, to)));
        }
    }

    /// @param source a sequence, or what was kept of one
    private static String value(QualifiedName source, Source to) {
        return "SELECT setval(%s, last_value, is_called) FROM %s b WHERE %s"
                .formatted(Sql.literal(to.name().sql()), source.sql(), ahead("b.last_value", to));
    }

    private static String ahead(String value, Source to) {
        String now = "(SELECT last_value FROM %s)".formatted(to.name().sql());
        return to.counter().increment() < 0
                ? "%s BETWEEN %d AND %s".formatted(value, to.counter().minimum(), now)
                : "%s BETWEEN %s AND %d".formatted(value, now, to.counter().maximum());
    }

    private static void add(Map<Step, List<String>> to, Step step, String sql) {
        to.computeIfAbsent(step, s -> new ArrayList<>()).add(sql);
    }

    private Optional<Source> source(Model model, ObjectId column) {
        if (model.parts().get(column) instanceof Part.ColumnPart c
                && c.sequence().isPresent()) {
            return c.sequence().map(s -> new Source(s.name(), s.counter(), true));
        }
        return model.parts().get(value(column)) instanceof Part.DefaultPart d
                        && d.expression().startsWith("nextval(")
                ? model.requires(d.id()).stream()
                        .map(model.parts()::get)
                        .filter(Part.SequencePart.class::isInstance)
                        .map(Part.SequencePart.class::cast)
                        .map(s -> new Source(s.id().qualified(), s.counter(), false))
                        .findFirst()
                : Optional.empty();
    }

    /// Whether a parent's column takes its values from there too.
    private boolean ofParent(Part.ColumnPart c, Source to) {
        return c.merged()
                && wanted.structure().parents(c.id().qualified()).stream()
                        .map(p -> source(wanted, ObjectId.of(Kind.COLUMN, p, c.id().part())))
                        .anyMatch(s -> s.filter(to::equals).isPresent());
    }

    private static ObjectId value(ObjectId column) {
        return new ObjectId(Kind.DEFAULT, column.schema(), column.name(), column.part());
    }
}
