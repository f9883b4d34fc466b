package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An index that may go because another one does all that it does.
///
/// @param exact whether the two are the same; otherwise the redundant one is a prefix
record Redundancy(Table table, Index redundant, Index keep, boolean exact) {
    /// The better one to keep first: a constraint's, then a unique one, then the shorter, then by name.
    private static final Comparator<Index> BEST_FIRST = Comparator.comparing(
                    (Index i) -> i.constraint().isEmpty())
            .thenComparing(i -> !i.unique())
            .thenComparingInt(i -> i.keys().size() + i.include().size())
            .thenComparing(Index::name);

    /// Each redundant index once, with the best of those that replace it: one that is the same rather than a longer
    /// one. Parts of a partitioned index are left out.
    static List<Redundancy> all(Facts facts) {
        List<Redundancy> found = new ArrayList<>();
        for (Table table : facts.tables()) {
            if (table.indexes().size() < 2) {
                continue;
            }
            List<Index> candidates = table.indexes().stream()
                    .filter(i -> i.valid() && i.parent().isEmpty())
                    .toList();
            for (Index index : candidates) {
                best(facts, table, index, candidates).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Redundancy> best(Facts facts, Table table, Index index, List<Index> others) {
        if (index.constraint().isPresent() || index.replicaIdentity() || referredTo(facts, table, index)) {
            return Optional.empty();
        }
        return others.stream()
                .filter(o -> !o.name().equals(index.name()) && replaces(table, o, index))
                .min(Comparator.comparing((Index o) -> !same(o, index)).thenComparing(BEST_FIRST))
                .map(o -> new Redundancy(table, index, o, same(o, index)));
    }

    /// A foreign key may rest on a unique index without a constraint.
    private static boolean referredTo(Facts facts, Table table, Index index) {
        return index.unique()
                && facts.referencing(table.name()).stream()
                        .anyMatch(r -> Set.copyOf(r.parentColumns()).equals(Set.copyOf(index.columns())));
    }

    private static boolean replaces(Table table, Index other, Index index) {
        boolean alike =
                other.method().equals(index.method()) && other.predicate().equals(index.predicate());
        if (!alike || !prefix(index.keys(), other.keys()) || !asUnique(table, other, index)) {
            return false;
        }
        return same(other, index)
                ? !twinGoesFirst(other, index)
                : index.method().equals("btree") && carries(other, index);
    }

    /// Uniqueness is lost unless the other one is unique over the same keys, and at once rather than at commit.
    private static boolean asUnique(Table table, Index other, Index index) {
        boolean deferrable = other.constraint().stream()
                .anyMatch(n -> table.constraints().stream()
                        .filter(c -> c instanceof Constraint.Unique || c instanceof Constraint.PrimaryKey)
                        .anyMatch(c -> c.name().equals(n) && c.common().deferrable()));
        return !index.unique()
                || (other.unique()
                        && !deferrable
                        && other.nullsNotDistinct() == index.nullsNotDistinct()
                        && other.keys().size() == index.keys().size());
    }

    /// An index with expressions is only ever replaced by one with the same number of keys.
    private static boolean prefix(List<Index.Key> keys, List<Index.Key> of) {
        boolean plain = keys.stream().allMatch(k -> k.column().isPresent());
        return keys.size() <= of.size()
                && (plain || keys.size() == of.size())
                && keys.equals(of.subList(0, keys.size()));
    }

    private static boolean carries(Index other, Index index) {
        Set<String> there = Stream.concat(other.columns().stream(), other.include().stream())
                .collect(Collectors.toSet());
        return there.containsAll(index.include());
    }

    /// For methods other than btree the whole definition has to agree, options of operator classes too.
    private static boolean same(Index other, Index index) {
        return other.keys().equals(index.keys())
                && Set.copyOf(other.include()).equals(Set.copyOf(index.include()))
                && (index.method().equals("btree") || Mend.how(other).equals(Mend.how(index)));
    }

    /// Of two that could each replace the other, the worse one goes.
    private static boolean twinGoesFirst(Index other, Index index) {
        boolean either = other.constraint().isEmpty() && !other.replicaIdentity() && other.unique() == index.unique();
        return either && BEST_FIRST.compare(index, other) < 0;
    }

    long bytes(Facts facts) {
        return Optional.ofNullable(facts.snapshot().statistics().indexes().get(redundant.name()))
                .map(u -> u.bytes())
                .orElse(0L);
    }
}
