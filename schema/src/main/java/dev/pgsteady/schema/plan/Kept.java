package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The parts of a wanted schema together with those of another that stay.
///
/// @param from   where they are
/// @param wanted what is wanted besides
/// @param stay   which stay
record Kept(Model from, Model wanted, Predicate<ObjectId> stay) {
    /// What belongs to its table alone, and goes with a column of it.
    private static final Set<Kind> OF_ITS_TABLE = EnumSet.of(
            Kind.CONSTRAINT,
            Kind.INDEX,
            Kind.TRIGGER,
            Kind.POLICY,
            Kind.STATISTICS,
            Kind.MARKS,
            Kind.PARTITION,
            Kind.SEQUENCE_OWNER,
            Kind.DEFAULT);

    /// All parts, by id.
    ///
    /// @throws Problem UNPLANNABLE when something that stays requires what goes
    Map<ObjectId, Part> parts() {
        Map<ObjectId, Part> all = new TreeMap<>(wanted.parts());
        Map<QualifiedName, List<ObjectId>> policies = from.parts().keySet().stream()
                .filter(id -> id.kind() == Kind.POLICY)
                .collect(Collectors.groupingBy(ObjectId::qualified));
        from.parts().forEach((id, part) -> {
            if (stay.test(id)) {
                all.put(id, part);
            } else {
                all.computeIfPresent(id, (k, said) -> settled(part, said, policies));
            }
        });
        boolean changed = true;
        while (changed) {
            changed = all.keySet().removeIf(id -> stay.test(id) && goesAlong(id, all));
        }
        all.keySet().stream().filter(stay).forEach(id -> requireAll(id, all));
        return all;
    }

    private boolean goesAlong(ObjectId id, Map<ObjectId, Part> all) {
        Optional<ObjectId> container = from.structure().container(id);
        boolean homeless = container.filter(c -> !all.containsKey(c)).isPresent();
        return homeless
                || (OF_ITS_TABLE.contains(id.kind())
                        && from.requires(id).stream()
                                .anyMatch(on -> !all.containsKey(on)
                                        && container.filter(on::sameObject).isPresent()));
    }

    private void requireAll(ObjectId id, Map<ObjectId, Part> all) {
        from.requires(id).stream()
                .filter(on -> !all.containsKey(on))
                .findFirst()
                .ifPresent(on -> {
                    throw new Problem(
                            Problem.Kind.UNPLANNABLE,
                            "%s stays, and requires %s, which is no longer wanted.".formatted(id.words(), on.words()),
                            "Drop or change %s in a revision of its own first.".formatted(id.words()));
                });
    }

    /// The wanted part with the settings of the one that is there.
    private Part settled(Part there, Part said, Map<QualifiedName, List<ObjectId>> policies) {
        if (there instanceof Part.ColumnPart a && said instanceof Part.ColumnPart b) {
            return b.settledAs(a);
        }
        return there instanceof Part.TablePart a && said instanceof Part.TablePart b
                ? b.settledAs(a, guarded(b, policies.getOrDefault(a.id().qualified(), List.of())) ? b : a)
                : said;
    }

    /// Whether the wanted table says to whom it shows its rows: it does so itself, or all the policies go with
    /// which the other did.
    ///
    /// @param policies of the table that is there
    private boolean guarded(Part.TablePart said, List<ObjectId> policies) {
        return said.shape().rowSecurity().enabled()
                || (!policies.isEmpty() && policies.stream().noneMatch(stay));
    }
}
