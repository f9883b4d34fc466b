package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.Map;

/// When the rows of tables that are made anew step aside, and when they come back.
///
/// @param moved which tables those are
record RowSteps(Model old, Model wanted, Decision decision, MovedRows moved) {
    /// The rows of a table that is made anew step aside before it or a partition goes, and come back when all is
    /// there that holds them, before anything is there that asks about them.
    void arrange(Map<ObjectId, Step> makes, Map<ObjectId, Step> takes, Ordering ordering) {
        for (ObjectId id : wanted.parts().keySet()) {
            if (moved.needed(id)) {
                Step aside = aside(id.qualified());
                Step back = back(id.qualified(), takes, ordering);
                takes.values().forEach(step -> aside(id, aside, step, ordering));
                makes.forEach((other, step) -> {
                    boolean holds = other.kind() == Kind.TABLE || other.kind() == Kind.PARTITION;
                    if (holds && moved.within(other.qualified(), id.qualified())) {
                        ordering.edge(step, back);
                    } else if (asks(other, id)) {
                        ordering.edge(back, step);
                    }
                });
            }
        }
    }

    static Step aside(QualifiedName table) {
        return new Step(Action.ALTER, ObjectId.of(Kind.ROWS, table));
    }

    /// The step that brings rows back, after the one that takes them aside. A type that stands aside goes after it:
    /// the rows have values of it.
    Step back(QualifiedName table, Map<ObjectId, Step> takes, Ordering ordering) {
        Step aside = aside(table);
        Step back = new Step(Action.CREATE, aside.id());
        ordering.add(aside);
        ordering.add(back);
        ordering.edge(aside, back);
        takes.values().stream().filter(step -> decision.swaps(step.id())).forEach(step -> ordering.edge(back, step));
        return back;
    }

    /// What holds rows that step aside goes after that; a partition that keeps its rows is detached before.
    private void aside(ObjectId table, Step aside, Step step, Ordering ordering) {
        ObjectId gone = step.id();
        if (gone.kind() == Kind.TABLE || gone.kind() == Kind.PARTITION) {
            if (moved.top(gone.qualified()).equals(table.qualified())) {
                ordering.edge(aside, step);
            } else if (old.parts().get(gone) instanceof Part.PartitionPart p
                    && moved.top(p.of().parent()).equals(table.qualified())) {
                ordering.edge(step, aside);
            }
        }
    }

    /// Whether it asks about the rows of a table as they come.
    boolean asks(ObjectId id, ObjectId table) {
        return (id.kind() == Kind.FOREIGN_KEY || id.kind() == Kind.TRIGGER)
                && wanted.requires(id).stream()
                        .anyMatch(on -> (on.kind() == Kind.TABLE || on.kind() == Kind.COLUMN)
                                && moved.within(on.qualified(), table.qualified()));
    }
}
