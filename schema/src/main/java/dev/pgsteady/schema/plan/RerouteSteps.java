package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.Map;

/// When the rows of a partition leave it, and when they come to others.
///
/// @param rows  how steps of rows stand among others
/// @param makes what is made or altered
/// @param takes what goes
record RerouteSteps(
        QualifiedName partition,
        Rerouting.Leaving leaving,
        RowSteps rows,
        Map<ObjectId, Step> makes,
        Map<ObjectId, Step> takes) {
    void arrange(Ordering ordering) {
        Step back = rows.back(partition, takes, ordering);
        takes.forEach((id, step) -> goes(id, step, back, ordering));
        makes.forEach((id, step) -> comes(id, step, back, ordering));
    }

    /// Rows leave a partition when it is detached, or before it goes. What asks about them and goes is gone by then.
    private void goes(ObjectId id, Step step, Step back, Ordering ordering) {
        Step aside = RowSteps.aside(partition);
        boolean own = id.qualified().equals(partition);
        switch (id.kind()) {
            case TABLE, PARTITION -> {
                if (own && leaving.stays()) {
                    ordering.edge(step, aside);
                } else if (own) {
                    ordering.edge(aside, step);
                    ordering.edge(step, back);
                }
            }
            case COLUMN, DEFAULT -> {
                if (ofFamily(id)) {
                    ordering.edge(aside, step);
                }
            }
            case FOREIGN_KEY -> {
                if (refers(id)) {
                    ordering.edge(step, aside);
                }
            }
            case TRIGGER -> {
                if (ofFamily(id)) {
                    ordering.edge(step, aside);
                }
            }
            default -> {}
        }
    }

    /// They come back when all partitions are there, with their columns, and before anything that asks about them.
    private void comes(ObjectId id, Step step, Step back, Ordering ordering) {
        ObjectId table = ObjectId.of(Kind.TABLE, leaving.table());
        switch (id.kind()) {
            case PARTITION -> {
                if (rows.moved().within(id.qualified(), leaving.table())) {
                    ordering.edge(RowSteps.aside(partition), step);
                    ordering.edge(step, back);
                }
            }
            case COLUMN, DEFAULT -> {
                if (ofFamily(id)) {
                    ordering.edge(RowSteps.aside(partition), step);
                    ordering.edge(step, back);
                }
            }
            case FOREIGN_KEY, TRIGGER -> {
                if (rows.asks(id, table)) {
                    ordering.edge(back, step);
                }
            }
            default -> {}
        }
    }

    private boolean refers(ObjectId key) {
        return (leaving.stays() || !key.qualified().equals(partition))
                && rows.old().parts().get(key) instanceof Part.ConstraintPart c
                && c.constraint() instanceof Constraint.ForeignKey f
                && (f.target().equals(partition) || rows.moved().within(leaving.table(), f.target()));
    }

    private boolean ofFamily(ObjectId id) {
        QualifiedName name = id.qualified();
        return name.equals(partition) || rows.moved().within(name, leaving.table());
    }
}
