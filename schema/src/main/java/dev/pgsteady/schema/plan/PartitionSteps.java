package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When partitions are detached and attached.
///
/// @param makes what is made or altered
/// @param takes what goes
record PartitionSteps(
        Model old, Model wanted, Decision decision, Map<ObjectId, Step> makes, Map<ObjectId, Step> takes) {
    void arrange(Ordering ordering) {
        List<Step> keys = Stream.of(takes, makes)
                .flatMap(steps -> steps.values().stream())
                .filter(s -> s.id().kind() == Kind.FOREIGN_KEY && decision.creates(s.id()))
                .toList();
        takes.forEach((id, step) -> {
            if (old.parts().get(id) instanceof Part.PartitionPart p
                    && wanted.parts().containsKey(id.of(Kind.TABLE))) {
                first(step, p.id(), p.of().parent(), ordering);
            }
        });
        makes.forEach((id, step) -> {
            Step leaving = takes.getOrDefault(id, step);
            Detached.left(old, wanted, id).forEach(parent -> first(leaving, id, parent, ordering));
            if (wanted.parts().get(id) instanceof Part.PartitionPart p) {
                attach(p, step, ordering);
                keys.forEach(key -> besideKey(p, step, key, ordering));
            }
        });
    }

    /// Whether a partition only gets other bounds, and is detached for it. Then it is attached again as it was, and
    /// all else that is done to its table is done to both.
    boolean attachedAgain(ObjectId id) {
        return id.kind() == Kind.PARTITION
                && decision.drops(id)
                && decision.creates(id)
                && !decision.drops(id.of(Kind.TABLE))
                && old.parts().get(id) instanceof Part.PartitionPart from
                && wanted.parts().get(id) instanceof Part.PartitionPart to
                && from.of().parent().equals(to.of().parent())
                && !decision.drops(ObjectId.of(Kind.TABLE, to.of().parent()));
    }

    /// A partition's bounds must be free: those that go first, those that change next, new ones last. And a table that
    /// becomes one has its parent's columns by then.
    private void attach(Part.PartitionPart partition, Step step, Ordering ordering) {
        ObjectId parent = ObjectId.of(Kind.TABLE, partition.of().parent());
        boolean again = attachedAgain(partition.id());
        takes.forEach((id, gone) -> {
            boolean bounds = old.parts().get(id) instanceof Part.PartitionPart p
                    && p.of().parent().equals(partition.of().parent());
            if (bounds || (!again && column(id, partition.id(), parent))) {
                ordering.edge(gone, step);
            }
        });
        if (again) {
            about(partition.id(), parent).forEach(other -> ordering.edge(step, other));
        } else if (step.action() == Action.CREATE) {
            makes.forEach((id, other) -> {
                boolean bounds = partition(id, parent) && (other.action() == Action.ALTER || attachedAgain(id));
                if (bounds || column(id, partition.id(), parent)) {
                    ordering.edge(other, step);
                }
            });
        }
    }

    /// A partition is detached, and a table inherits no longer, before anything else is done to it or its parent, so
    /// that neither carries the other along.
    private void first(Step detach, ObjectId child, QualifiedName parent, Ordering ordering) {
        about(child, ObjectId.of(Kind.TABLE, parent)).forEach(step -> ordering.edge(detach, step));
    }

    /// Whether the change of a table comes before what goes of it: it inherits that until then.
    boolean frees(Step change, ObjectId gone) {
        return on(gone, change.id()) && !Detached.left(old, wanted, change.id()).isEmpty();
    }

    /// A foreign key that refers to the table is away as long as a partition is, and a new one comes when all are
    /// there.
    private void besideKey(Part.PartitionPart partition, Step attach, Step key, Ordering ordering) {
        boolean goes = key.action() == Action.DROP;
        if (!refersTo(
                goes ? old : wanted, ObjectId.of(Kind.TABLE, partition.of().parent()), key.id())) {
            return;
        }
        if (goes) {
            ordering.edge(key, takes.getOrDefault(partition.id(), attach));
        } else {
            ordering.edge(attach, key);
        }
    }

    /// What is done to a partition or its parent, but for its being one.
    private Stream<Step> about(ObjectId partition, ObjectId parent) {
        return Stream.of(makes, takes)
                .flatMap(steps -> steps.entrySet().stream())
                .filter(e -> e.getKey().kind() != Kind.PARTITION
                        && e.getKey().kind() != Kind.TABLE
                        && !(attachedAgain(ObjectId.of(Kind.PARTITION, partition.qualified()))
                                && refersTo(old, parent, e.getKey()))
                        && (on(e.getKey(), partition) || on(e.getKey(), parent)))
                .map(Map.Entry::getValue);
    }

    /// Whether a key refers to a table, to one above it or, as what comes with such a key does, to a partition of it.
    private static boolean refersTo(Model model, ObjectId table, ObjectId key) {
        return model.parts().get(key) instanceof Part.ConstraintPart c
                && c.constraint() instanceof Constraint.ForeignKey f
                && (model.structure().within(table.qualified(), f.target())
                        || model.structure().parents(f.target()).contains(table.qualified()));
    }

    private boolean partition(ObjectId id, ObjectId table) {
        return wanted.parts().get(id) instanceof Part.PartitionPart p
                && p.of().parent().equals(table.qualified());
    }

    private boolean on(ObjectId id, ObjectId table) {
        Part part = Optional.ofNullable(old.parts().get(id))
                .orElseGet(() -> Optional.ofNullable(wanted.parts().get(id)).orElseThrow());
        return part instanceof Part.IndexPart i
                ? i.on().equals(table.qualified())
                : switch (id.kind()) {
                    case COLUMN, DEFAULT, CONSTRAINT, FOREIGN_KEY -> id.sameObject(table);
                    default -> false;
                };
    }

    private static boolean column(ObjectId id, ObjectId partition, ObjectId parent) {
        return id.kind() == Kind.COLUMN && (id.sameObject(partition) || id.sameObject(parent));
    }
}
