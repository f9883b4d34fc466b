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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes a plan: decides, lets parts absorb each other, orders, writes.
final class Planner {
    private final Model old;
    private final Model wanted;
    private final boolean online;
    private final Decision decision;
    private final MovedRows moved;
    private final Counts counts;
    private final SequenceOwners owners;
    private final ReroutedRows rerouted;
    private final Family family;
    private final ParentDefaults parentDefaults;
    private final PartitionSteps partitions;
    private final Create create;
    private final Drop drop;
    private final Map<ObjectId, Step> makes = new TreeMap<>();
    private final Map<ObjectId, Step> takes = new TreeMap<>();
    private final Map<ObjectId, List<Step>> columnSteps = new HashMap<>();
    private final Ordering ordering;

    Planner(Model old, Model wanted, String role, boolean online) {
        this.old = old;
        this.wanted = wanted;
        this.decision = new Decision(old, wanted, online);
        this.moved = new MovedRows(decision, old, wanted);
        this.counts = new Counts(old, wanted, decision, moved);
        this.owners = new SequenceOwners(old, wanted, decision, role);
        this.rerouted = ReroutedRows.of(old, decision, moved);
        this.family = new Family(old, wanted);
        this.parentDefaults = ParentDefaults.of(wanted);
        this.partitions = new PartitionSteps(old, wanted, decision, makes, takes);
        this.online = online;
        Initial initial = new Initial(role, old.parts(), new Releases(old, wanted).maintain());
        this.ordering = new Ordering(wanted::position, this::standsAlone, this::urgent);
        this.create = new Create(initial, family);
        this.drop = new Drop(initial);
    }

    static Plan plan(Model old, Model wanted, String role, boolean online) {
        try {
            Releases releases = new Releases(old, wanted);
            Model to = releases.to();
            return new Planner(new Detached(releases.from(), to).model(), to, role, online).plan();
        } catch (Unplannable e) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    "No plan can be made for %s: %s.".formatted(e.id().words(), e.getMessage()),
                    "Make this change by hand, then plan again.",
                    e);
        }
    }

    private Plan plan() {
        steps();
        ofColumns();
        makes.forEach(this::edgesOfMaking);
        takes.forEach(this::edgesOfTaking);
        partitions.arrange(ordering);
        RowSteps rows = new RowSteps(old, wanted, decision, moved);
        rows.arrange(makes, takes, ordering);
        rerouted.leaving()
                .forEach((partition, leaving) ->
                        new RerouteSteps(partition, leaving, rows, makes, takes).arrange(ordering));
        counts.arrange(makes, takes, ordering);
        owners.arrange(makes, ordering);
        names();
        overloads();
        List<Change> changes = new ArrayList<>();
        for (Step step : ordering.sorted()) {
            Change change = change(step);
            if (!change.commands().isEmpty()) {
                changes.add(change);
            }
        }
        return new Plan(changes);
    }

    private Change change(Step step) {
        Assessment assessment = new Assessment(old, wanted);
        boolean again = decision.creates(step.id()) && decision.drops(step.id());
        List<Command> commands = assessment.commands(step.action(), step.id(), statements(step));
        List<Command> chosen = online ? new Online(old, wanted).of(step.action(), step.id(), commands) : commands;
        List<Hazard> hazards = new ArrayList<>(new Hazards(old, wanted).of(step.action(), step.id(), chosen, again));
        if (step.action() == Action.CREATE) {
            (moves(step.id())
                            ? rerouted.hazard(step.id().qualified())
                            : Optional.ofNullable(wanted.parts().get(step.id())).flatMap(rerouted::hazard))
                    .ifPresent(hazards::add);
        }
        if (counts.carried(step)) {
            hazards.removeIf(h -> h.kind() == Hazard.Kind.NOT_REVERSIBLE);
        }
        boolean spared = step.id().kind() == Kind.TABLE
                && (moved.carried(step.id()) || rerouted.saves(step.id().qualified()));
        return new Change(step.action(), step.id(), chosen, spared ? kept(hazards) : hazards);
    }

    /// What the going of a partition may do when its rows step aside before.
    private static List<Hazard> kept(List<Hazard> hazards) {
        return hazards.stream()
                .filter(h -> h.kind() != Hazard.Kind.DELETES_DATA && h.kind() != Hazard.Kind.NOT_REVERSIBLE)
                .toList();
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

    /// Whether rows are not where they are looked for until it is done.
    private boolean urgent(Step step) {
        return step.action() != Action.DROP
                && switch (step.id().kind()) {
                    case ROWS -> moves(step.id());
                    case PARTITION ->
                        partitions.attachedAgain(step.id())
                                || wanted.structure()
                                        .divided(step.id().qualified())
                                        .filter(rerouted::comeInto)
                                        .isPresent();
                    default -> false;
                };
    }

    /// Whether a step that another absorbs can be done on its own: a column cannot, nor what comes with
    /// that of a parent.
    private boolean standsAlone(Step step) {
        Model model = step.action() == Action.DROP ? old : wanted;
        boolean follows = model.parts().get(step.id()) instanceof Part.ConstraintPart c && c.follows();
        return step.id().kind() != Kind.COLUMN && !follows;
    }

    /// The step whose statement makes the part along.
    private Optional<Step> takenIn(ObjectId id) {
        if (!decision.creates(id)) {
            return Optional.empty();
        }
        Optional<ObjectId> container = wanted.structure().container(id);
        boolean fits = switch (id.kind()) {
            case COLUMN -> true;
            case DEFAULT -> !parentDefaults.apart(id);
            case DOMAIN_CONSTRAINT ->
                container.filter(c -> !decision.swaps(c)).isPresent()
                        && wanted.parts().get(id) instanceof Part.DomainConstraintPart c
                        && c.validated();
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

    /// The step whose statement takes the part away along: that of what it stands in, or of its like on
    /// the parent table.
    private Optional<Step> goesWith(ObjectId id) {
        Structure structure = old.structure();
        Optional<ObjectId> container = structure.container(id);
        Optional<ObjectId> parent = structure.parent(part(old, id));
        Stream<ObjectId> homes = switch (id.kind()) {
            case FOREIGN_KEY -> Stream.concat(parent.stream(), container.stream());
            // A partition of a table that is referred to is not dropped before it is detached.
            case PARTITION -> container.filter(c -> !isReferredPartition(id)).stream();
            case SEQUENCE -> structure.owningColumn(id).stream();
            default -> Stream.concat(container.stream(), parent.stream());
        };
        return homes.filter(decision::drops).findFirst().flatMap(home -> Optional.ofNullable(takes.get(home)));
    }

    private boolean isReferredPartition(ObjectId id) {
        return old.parts().get(id) instanceof Part.PartitionPart p
                && !decision.drops(ObjectId.of(Kind.TABLE, p.of().parent()))
                && old.structure().isReferred(p.of().parent());
    }

    /// A sequence is made before a new column that owns it, whose default may name it; it gets its owner
    /// last.
    private void edgesOfMaking(ObjectId id, Step step) {
        for (ObjectId on : wanted.requires(id)) {
            Step before = makes.get(on);
            boolean owner = id.kind() == Kind.SEQUENCE && on.kind() == Kind.COLUMN;
            if (before != null && !(owner && before.action() == Action.CREATE)) {
                ordering.edge(before, step);
            }
        }
        for (ObjectId on : partitions.attachedAgain(id) ? Set.<ObjectId>of() : wanted.before(id)) {
            Optional.ofNullable(makes.get(on)).ifPresent(before -> ordering.edge(before, step));
        }
        for (ObjectId on : wanted.mentions(id)) {
            Optional.ofNullable(makes.get(on)).ifPresent(before -> ordering.hint(before, step));
            columnSteps.getOrDefault(on, List.of()).forEach(before -> ordering.hint(before, step));
        }
        for (ObjectId on : parentDefaults.before(id)) {
            Optional.ofNullable(makes.get(on)).ifPresent(before -> ordering.edge(before, step));
        }
        Step taken = takes.get(id);
        if (taken != null && !decision.swaps(id)) {
            ordering.edge(taken, step);
        }
        for (ObjectId on : old.requires(id)) {
            Step after = takes.get(on);
            if (step.action() == Action.ALTER && after != null) {
                ordering.edge(step, after);
            }
        }
    }

    /// What is done to the columns of tables: the body of a routine may name them.
    private void ofColumns() {
        makes.values().stream()
                .filter(step -> step.id().kind() == Kind.COLUMN)
                .forEach(step -> columnSteps
                        .computeIfAbsent(step.id().of(Kind.TABLE), k -> new ArrayList<>())
                        .add(step));
    }

    private void edgesOfTaking(ObjectId id, Step step) {
        if (decision.swaps(id)) {
            swapped(id, step);
            return;
        }
        for (ObjectId on : old.requires(id)) {
            Step after = takes.get(on);
            if (after != null) {
                ordering.edge(step, after);
            }
            Step changed = makes.get(on);
            if (changed != null
                    && changed.action() == Action.ALTER
                    && !outlives(id, on)
                    && !partitions.frees(changed, id)) {
                ordering.edge(step, changed);
            }
        }
    }

    /// Whether a sequence may go after the column that owns it was changed: unless that gets one of its
    /// own.
    private boolean outlives(ObjectId id, ObjectId column) {
        boolean sequence = id.kind() == Kind.SEQUENCE || id.kind() == Kind.SEQUENCE_OWNER;
        return sequence
                && wanted.parts().get(column) instanceof Part.ColumnPart c
                && c.identity().isEmpty();
    }

    /// A type that columns have is renamed, made anew, and goes only when nothing has it any more.
    private void swapped(ObjectId id, Step last) {
        Optional.ofNullable(makes.get(id)).ifPresent(made -> ordering.edge(made, last));
        List<Step> checks = checksOf(id);
        for (ObjectId dependent : old.requiredBy(id)) {
            Optional.ofNullable(takes.get(dependent)).ifPresent(gone -> ordering.edge(gone, last));
            Optional.ofNullable(makes.get(dependent)).ifPresent(made -> {
                ordering.edge(made, last);
                checks.stream()
                        .filter(check -> dependent.kind() == Kind.COLUMN)
                        .forEach(check -> ordering.edge(check, made));
            });
        }
    }

    /// The checks of a domain that are made on their own: before values go over, for none comes to arrays of it later.
    private List<Step> checksOf(ObjectId domain) {
        return makes.values().stream()
                .filter(step -> step.id().kind() == Kind.DOMAIN_CONSTRAINT
                        && step.id().of(Kind.DOMAIN).equals(domain))
                .toList();
    }

    /// A name must be free before it is taken: relations share theirs, keys have an index of their name.
    private void names() {
        Map<QualifiedName, Step> freed = new HashMap<>();
        takes.forEach((id, step) -> id.relationName().ifPresent(name -> freed.put(name, step)));
        makes.forEach((id, step) -> {
            if (step.action() == Action.CREATE) {
                id.relationName()
                        .map(freed::get)
                        .filter(taken -> !taken.id().equals(id))
                        .ifPresent(taken -> ordering.edge(taken, step));
            }
        });
    }

    /// As long as two routines of one name are there, a call may mean either: what goes for good goes first.
    private void overloads() {
        Map<QualifiedName, List<Step>> gone = new HashMap<>();
        takes.forEach((id, step) -> {
            if (id.kind().overloads() && !wanted.parts().containsKey(id)) {
                gone.computeIfAbsent(id.qualified(), name -> new ArrayList<>()).add(step);
            }
        });
        makes.forEach((id, step) -> {
            if (id.kind().overloads() && !old.parts().containsKey(id)) {
                gone.getOrDefault(id.qualified(), List.of()).forEach(taken -> ordering.hint(taken, step));
            }
        });
    }

    /// Bodies and comments stay as somebody wrote them.
    private List<String> statements(Step step) {
        List<String> plain = counts.with(step, owners.with(step, written(step)));
        return switch (step.id().kind()) {
            case ROUTINE, AGGREGATE, COMMENT -> plain;
            default -> plain.stream().map(Respelled::sql).toList();
        };
    }

    private boolean moves(ObjectId id) {
        return id.kind() == Kind.ROWS && rerouted.leaving().containsKey(id.qualified());
    }

    private List<String> written(Step step) {
        if (step.id().kind() == Kind.ROWS) {
            QualifiedName table = step.id().qualified();
            boolean back = step.action() == Action.CREATE;
            return moves(step.id())
                    ? back ? rerouted.back(table) : rerouted.aside(table)
                    : back ? moved.back(table) : moved.aside(table);
        }
        return switch (step.action()) {
            case DROP ->
                decision.swaps(step.id())
                        ? SwappedType.drop(step.id())
                        : family.taken(part(old, step.id()), drop.of(part(old, step.id())));
            case CREATE ->
                decision.swaps(step.id())
                        ? family.withTables(step.id(), SwappedType.make(part(old, step.id()), part(wanted, step.id())))
                        : family.made(
                                part(wanted, step.id()),
                                create.of(family.asMade(part(wanted, step.id())), absorbed(step)));
            case ALTER ->
                family.altered(part(wanted, step.id()), decision.alters().getOrDefault(step.id(), List.of()));
        };
    }

    private List<Part> absorbed(Step step) {
        return ordering.absorbedBy(step).stream().map(s -> part(wanted, s.id())).toList();
    }

    private static Part part(Model model, ObjectId id) {
        return Optional.ofNullable(model.parts().get(id)).orElseThrow();
    }

    /// One thing to do, before it is written.
    record Step(Action action, ObjectId id) {}
}
