package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which rows belong elsewhere when the partitions of a table that stays change: those that do not fit the new bounds
/// of their partition, those of the default partition that fit one that comes, and those of a partition that goes where
/// another takes them.
final class Rerouting {
    private final Model old;
    private final Model wanted;
    private final Map<QualifiedName, Leaving> leaving = new TreeMap<>();
    private final Map<QualifiedName, Leaving> standing = new TreeMap<>();

    /// @param online whether others use the database meanwhile
    Rerouting(Model old, Model wanted, boolean online) {
        this.old = old;
        this.wanted = wanted;
        Map<QualifiedName, List<Part.PartitionPart>> before = byParent(old);
        byParent(wanted).forEach((table, after) -> {
            Bounds bounds = Bounds.of(table, key(table).orElseThrow());
            Division division = new Division(bounds, before.getOrDefault(table, List.of()), after);
            division.before().stream()
                    .filter(p -> old.parts().containsKey(p.id().of(Kind.TABLE)))
                    .forEach(p -> leaving(p, division)
                            .ifPresent(
                                    rows -> (online && stands(p) ? standing : leaving).put(p.id().qualified(), rows)));
        });
    }

    /// Rows that leave a partition.
    ///
    /// @param partition where they are
    /// @param table     that they come back into
    /// @param condition which ones, true for them; empty for all
    /// @param stays     whether the partition is there afterwards
    /// @param taken     whether another partition is sure to take them
    record Leaving(
            QualifiedName partition, QualifiedName table, Optional<String> condition, boolean stays, boolean taken) {
        /// The query that shows them.
        String query() {
            return "SELECT * FROM %s%s LIMIT 20".formatted(partition.sql(), where());
        }

        String where() {
            return condition.map(c -> " WHERE " + c).orElse("");
        }
    }

    /// What leaves which partition.
    Map<QualifiedName, Leaving> leaving() {
        return leaving;
    }

    /// What stands where it is, though it belongs elsewhere, by its table: a partition that comes finds it in the way.
    Optional<Leaving> standing(QualifiedName table) {
        return standing.values().stream().filter(r -> r.table().equals(table)).findFirst();
    }

    /// A default partition that stays as it is while others use it, of a table that a foreign key refers to. It is
    /// seldom that rows in it fit a new partition, and each row that refers to the table would be looked for anew.
    private boolean stands(Part.PartitionPart partition) {
        return isDefault(partition)
                && partition.equals(wanted.parts().get(partition.id()))
                && old.structure().isReferred(partition.of().parent());
    }

    /// Partitions that are detached for a while, tables that rows leave or come into, and those above them.
    private Set<QualifiedName> touched() {
        Set<QualifiedName> names = new HashSet<>();
        old.parts().values().forEach(part -> {
            if (part instanceof Part.PartitionPart p && (leaving.containsKey(p.id().qualified()) || isBoundAnew(p))) {
                Optional<QualifiedName> name = Optional.of(p.id().qualified());
                while (name.isPresent()) {
                    names.add(name.orElseThrow());
                    name = name.flatMap(old.structure()::divided);
                }
            }
        });
        return names;
    }

    private boolean isBoundAnew(Part.PartitionPart from) {
        return wanted.parts().get(from.id()) instanceof Part.PartitionPart to
                && from.of().parent().equals(to.of().parent())
                && !from.equals(to);
    }

    /// The foreign keys that refer to such a table: they would look for the rows, or take others along, while they are
    /// on their way.
    List<ObjectId> keys() {
        Set<QualifiedName> touched = touched();
        List<ObjectId> keys = new ArrayList<>();
        old.parts().forEach((id, part) -> {
            boolean refers = part instanceof Part.ConstraintPart c
                    && c.constraint() instanceof Constraint.ForeignKey key
                    && !c.follows()
                    && touched.contains(key.target());
            if (refers && wanted.parts().containsKey(id)) {
                keys.add(id);
            }
        });
        return keys;
    }

    private Map<QualifiedName, List<Part.PartitionPart>> byParent(Model model) {
        Map<QualifiedName, List<Part.PartitionPart>> partitions = new HashMap<>();
        model.parts().values().forEach(part -> {
            if (part instanceof Part.PartitionPart p && key(p.of().parent()).isPresent()) {
                partitions
                        .computeIfAbsent(p.of().parent(), t -> new ArrayList<>())
                        .add(p);
            }
        });
        return partitions;
    }

    /// What a table is divided by, before and after.
    private Optional<String> key(QualifiedName table) {
        ObjectId id = ObjectId.of(Kind.TABLE, table);
        return old.parts().get(id) instanceof Part.TablePart from
                        && wanted.parts().get(id) instanceof Part.TablePart to
                        && from.shape().partitionKey().equals(to.shape().partitionKey())
                ? to.shape().partitionKey()
                : Optional.empty();
    }

    private Optional<Leaving> leaving(Part.PartitionPart partition, Division division) {
        QualifiedName name = partition.id().qualified();
        QualifiedName table = partition.of().parent();
        if (!wanted.parts().containsKey(partition.id().of(Kind.TABLE))) {
            return division.hasDefault()
                    ? Optional.of(new Leaving(name, table, Optional.empty(), false, true))
                    : division.fitting(partition).map(c -> new Leaving(name, table, Optional.of(c), false, true));
        }
        return division.after().stream()
                .filter(p -> p.id().equals(partition.id()))
                .findFirst()
                .flatMap(p -> isDefault(p) ? division.fitting(partition) : division.unfit(partition, p))
                .map(condition -> new Leaving(name, table, Optional.of(condition), true, division.hasDefault()));
    }

    private static boolean isDefault(Part.PartitionPart partition) {
        return partition.of().bound().equals(Bounds.DEFAULT);
    }

    /// The partitions of one table.
    private record Division(Bounds bounds, List<Part.PartitionPart> before, List<Part.PartitionPart> after) {
        boolean hasDefault() {
            return after.stream().anyMatch(Rerouting::isDefault);
        }

        /// The rows of a partition that fit another which comes.
        Optional<String> fitting(Part.PartitionPart partition) {
            return bounds.any(after.stream()
                    .filter(p -> !p.id().equals(partition.id()) && !before.contains(p) && meets(partition, p))
                    .map(p -> p.of().bound())
                    .toList());
        }

        /// Whether rows may be in the one that fit the other.
        private boolean meets(Part.PartitionPart partition, Part.PartitionPart coming) {
            String bound = coming.of().bound();
            return isDefault(partition)
                    ? before.stream().noneMatch(p -> !isDefault(p) && Bounds.within(bound, p.of().bound()))
                    : !Bounds.apart(partition.of().bound(), bound);
        }

        Optional<String> unfit(Part.PartitionPart from, Part.PartitionPart to) {
            return Bounds.within(from.of().bound(), to.of().bound())
                    ? Optional.empty()
                    : bounds.condition(to.of().bound()).map("(%s) IS NOT TRUE"::formatted);
        }
    }
}
