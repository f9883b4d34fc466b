package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Table;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A schema taken apart, with what requires what: all that a plan is made from.
public final class Model {
    private final Snapshot snapshot;
    private final Map<ObjectId, Part> parts;
    private final Map<ObjectId, Set<ObjectId>> dependencies;
    private final Structure structure;
    private final Map<ObjectId, Integer> positions = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> requires = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> order = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> mentions = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> requiredBy = new HashMap<>();

    /// @param dependencies what the server says requires what; ids that are no part are ignored
    Model(Snapshot snapshot, Details details, Map<ObjectId, Set<ObjectId>> dependencies) {
        this(snapshot, Parts.of(snapshot.schema(), details), dependencies);
    }

    private Model(Snapshot snapshot, Map<ObjectId, Part> parts, Map<ObjectId, Set<ObjectId>> dependencies) {
        this.snapshot = snapshot;
        // In the order of ids, and found without comparing them.
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(parts)));
        this.dependencies = dependencies;
        for (Table table : snapshot.schema().tables()) {
            table.columns()
                    .forEach(c ->
                            positions.put(ObjectId.of(ObjectId.Kind.COLUMN, table.name(), c.name()), c.position()));
        }
        dependencies.forEach((id, on) -> on.forEach(o -> require(id, o)));
        this.structure = new Structure(this.parts);
        structure.edges(
                this::require,
                (id, on) -> order.computeIfAbsent(id, k -> new TreeSet<>()).add(on));
        new Mentions(this.parts)
                .edges((id, on) ->
                        mentions.computeIfAbsent(id, k -> new TreeSet<>()).add(on));
    }

    /// This schema, with parts of another that stay as they are there: for a source that can say only so much.
    ///
    /// Of a table or column that both have, what no source but SQL says (storage, options, statistics targets,
    /// row security) stays too. What would stay in or on something that goes, goes with it.
    ///
    /// @param from where the parts are
    /// @param stay which of its parts stay; parts that they require are not among them by themselves
    /// @return a model whose [#snapshot()] is still that of this one
    /// @throws dev.pgsteady.core.Problem UNPLANNABLE when something that stays requires what goes
    public Model keeping(Model from, Predicate<ObjectId> stay) {
        Map<ObjectId, Part> all = new Kept(from, this, stay).parts();
        Map<ObjectId, Set<ObjectId>> edges = new HashMap<>(dependencies);
        from.dependencies.forEach((id, on) -> {
            if (stay.test(id) && all.containsKey(id)) {
                edges.put(id, on);
            }
        });
        Model model = new Model(snapshot, all, edges);
        from.positions.forEach(model.positions::putIfAbsent);
        return model;
    }

    /// This schema without some of its parts. What requires them is left as it is.
    public Model without(Predicate<ObjectId> gone) {
        Map<ObjectId, Part> left = new TreeMap<>(parts);
        left.keySet().removeIf(gone);
        return new Model(snapshot, left, dependencies);
    }

    /// This schema on the way from another: tables and columns that are to go are still there, with what belongs to
    /// them, and rows need no value for such a column.
    ///
    /// @throws dev.pgsteady.core.Problem UNPLANNABLE as [#keeping]
    public Model expanded(Model there) {
        return new Expansion(there, this).model();
    }

    /// Whether tables are partitions of others or inherit from them.
    public boolean hasFamilies() {
        return parts.values().stream()
                .anyMatch(p -> p instanceof Part.PartitionPart
                        || (p instanceof Part.TablePart t
                                && !t.shape().inherits().isEmpty()));
    }

    /// The same schema with some parts as they will be.
    Model with(Map<ObjectId, Part> changed) {
        Map<ObjectId, Part> all = new TreeMap<>(parts);
        all.putAll(changed);
        Model model = new Model(snapshot, all, dependencies);
        positions.forEach(model.positions::putIfAbsent);
        return model;
    }

    private void require(ObjectId id, ObjectId on) {
        if (!id.equals(on) && parts.containsKey(id) && parts.containsKey(on)) {
            requires.computeIfAbsent(id, k -> new TreeSet<>()).add(on);
            requiredBy.computeIfAbsent(on, k -> new TreeSet<>()).add(id);
        }
    }

    /// The schema, with all else that was read of the database.
    public Snapshot snapshot() {
        return snapshot;
    }

    /// Every part, by its id, in the order of ids.
    public Map<ObjectId, Part> parts() {
        return parts;
    }

    /// How the parts stand in and hang on each other.
    Structure structure() {
        return structure;
    }

    /// Where a column stands in its table; 0 for everything else.
    int position(ObjectId id) {
        return positions.getOrDefault(id, 0);
    }

    /// What must be there for a part to be made.
    Set<ObjectId> requires(ObjectId id) {
        return requires.getOrDefault(id, Set.of());
    }

    /// What is made before a part, though the part could be there without it.
    Set<ObjectId> before(ObjectId id) {
        return order.getOrDefault(id, Set.of());
    }

    /// What the body of a routine seems to name: it should be there before, but need not.
    Set<ObjectId> mentions(ObjectId id) {
        return mentions.getOrDefault(id, Set.of());
    }

    /// What cannot be there without a part.
    Set<ObjectId> requiredBy(ObjectId id) {
        return requiredBy.getOrDefault(id, Set.of());
    }
}
