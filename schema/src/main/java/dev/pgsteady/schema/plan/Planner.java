package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes a plan: decides, lets parts absorb each other, orders, writes.
final class Planner {
    private final Model old;
    private final Model wanted;
    private final Decision decision;
    private final Structure oldStructure;
    private final Structure wantedStructure;
    private final Create create;
    private final Drop drop;
    private final Map<ObjectId, Step> makes = new TreeMap<>();
    private final Map<ObjectId, Step> takes = new TreeMap<>();
    private final Ordering ordering;

    Planner(Model old, Model wanted, String role) {
        this.old = old;
        this.wanted = wanted;
        this.decision = new Decision(old, wanted);
        this.oldStructure = new Structure(old.parts());
        this.wantedStructure = new Structure(wanted.parts());
        Initial initial =
                new Initial(role, old.parts(), wanted.snapshot().server().major() >= 17);
        this.ordering = new Ordering(wanted::position);
        this.create = new Create(initial);
        this.drop = new Drop(initial);
    }

    Plan plan() {
        try {
            steps();
            makes.forEach(this::edgesOfMaking);
            takes.forEach(this::edgesOfTaking);
            names();
            List<Change> changes = new ArrayList<>();
            for (Step step : ordering.sorted()) {
                Change change = new Change(step.action(), step.id(), statements(step));
                if (!change.statements().isEmpty()) {
                    changes.add(change);
                }
            }
            return new Plan(changes);
        } catch (Unplannable e) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    "No plan can be made for %s: %s.".formatted(e.id().words(), e.getMessage()),
                    "Make this change by hand, then plan again.",
                    e);
        }
    }

    private void steps() {
        for (ObjectId id : wanted.parts().keySet()) {
            if (decision.creates(id)) {
                makes.put(id, new Step(Action.CREATE, id));
            } else if (decision.alters().containsKey(id)) {
                makes.put(id, new Step(Action.ALTER, id));
            }
        }
        for (ObjectId id : old.parts().keySet()) {
            if (decision.drops(id)) {
                takes.put(id, new Step(Action.DROP, id));
            }
        }
        makes.values().forEach(ordering::add);
        takes.values().forEach(ordering::add);
        makes.forEach((id, step) -> takenIn(id).ifPresent(into -> ordering.absorb(step, into)));
        takes.forEach((id, step) -> goesWith(id).ifPresent(into -> ordering.absorb(step, into)));
    }

    /// The step whose statement makes the part along.
    private Optional<Step> takenIn(ObjectId id) {
        if (!decision.creates(id)) {
            return Optional.empty();
        }
        Optional<ObjectId> container = wantedStructure.container(id);
        boolean fits = switch (id.kind()) {
            case COLUMN, DEFAULT -> true;
            case CONSTRAINT -> wanted.parts().get(id) instanceof Part.ConstraintPart c && inline(c);
            default -> false;
        };
        return container
                .filter(c -> fits && decision.creates(c) && c.kind() != Kind.VIEW)
                .flatMap(c -> Optional.ofNullable(makes.get(c)));
    }

    /// Within `CREATE TABLE` nothing is left unvalidated, and only what is there already can be named.
    private boolean inline(Part.ConstraintPart c) {
        return c.constraint().common().validated()
                && wanted.requires(c.id()).stream()
                        .allMatch(on ->
                                on.kind() != Kind.ROUTINE && on.kind() != Kind.CONSTRAINT && on.kind() != Kind.INDEX);
    }

    /// The step whose statement takes the part away along.
    private Optional<Step> goesWith(ObjectId id) {
        Optional<ObjectId> container = oldStructure.container(id).filter(decision::drops);
        if (id.kind() == Kind.SEQUENCE && container.isEmpty()) {
            Part owner = old.parts().get(new ObjectId(Kind.SEQUENCE_OWNER, id.schema(), id.name(), ""));
            container = owner instanceof Part.SequenceOwnerPart o
                    ? Optional.of(ObjectId.of(
                                    Kind.COLUMN, o.column().table(), o.column().column()))
                            .filter(decision::drops)
                    : Optional.empty();
        }
        return container.flatMap(c -> Optional.ofNullable(takes.get(c)));
    }

    private void edgesOfMaking(ObjectId id, Step step) {
        for (ObjectId on : wanted.requires(id)) {
            Step before = makes.get(on);
            if (before != null) {
                ordering.edge(before, step);
            }
        }
        Step taken = takes.get(id);
        if (taken != null) {
            ordering.edge(taken, step);
        }
        for (ObjectId on : old.requires(id)) {
            Step after = takes.get(on);
            if (step.action() == Action.ALTER && after != null) {
                ordering.edge(step, after);
            }
        }
    }

    private void edgesOfTaking(ObjectId id, Step step) {
        for (ObjectId on : old.requires(id)) {
            Step after = takes.get(on);
            if (after != null) {
                ordering.edge(step, after);
            }
            Step changed = makes.get(on);
            if (changed != null && changed.action() == Action.ALTER) {
                ordering.edge(step, changed);
            }
        }
    }

    /// A name must be free before it is taken: relations share theirs, keys have an index of their
    /// name.
    private void names() {
        Map<QualifiedName, Step> freed = new HashMap<>();
        takes.forEach((id, step) -> relationName(id).ifPresent(name -> freed.put(name, step)));
        makes.forEach((id, step) -> {
            if (step.action() == Action.CREATE) {
                relationName(id)
                        .map(freed::get)
                        .filter(taken -> !taken.id().equals(id))
                        .ifPresent(taken -> ordering.edge(taken, step));
            }
        });
    }

    private static Optional<QualifiedName> relationName(ObjectId id) {
        return switch (id.kind()) {
            case TABLE, FOREIGN_TABLE, SEQUENCE, VIEW, MATERIALIZED_VIEW, INDEX, TYPE, DOMAIN ->
                Optional.of(id.qualified());
            case CONSTRAINT -> Optional.of(new QualifiedName(id.schema(), id.part()));
            default -> Optional.empty();
        };
    }

    private List<String> statements(Step step) {
        return switch (step.action()) {
            case DROP -> drop.of(part(old, step.id()));
            case CREATE ->
                create.of(
                        part(wanted, step.id()),
                        ordering.absorbedBy(step).stream()
                                .map(s -> part(wanted, s.id()))
                                .toList());
            case ALTER -> decision.alters().getOrDefault(step.id(), List.of());
        };
    }

    private static Part part(Model model, ObjectId id) {
        return Optional.ofNullable(model.parts().get(id)).orElseThrow();
    }

    /// One thing to do, before it is written.
    record Step(Action action, ObjectId id) {}
}
