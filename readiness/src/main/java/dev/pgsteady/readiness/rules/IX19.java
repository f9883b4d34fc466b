package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Partition that lacks an index of its parent.
@AutoService(Rule.class)
public final class IX19 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX19"),
            Severity.HIGH,
            "Partition that lacks an index of its parent",
            """
            An index of a partitioned table is valid only when each partition has its part. Until then the
            queries on the partition that lacks it read it whole, and the parent's index cannot serve ON
            CONFLICT or a foreign key.""",
            """
            Build the missing index CONCURRENTLY on the partition and attach it; the parent's becomes valid with
            the last one.""",
            "5.12.2.2 Partition Maintenance");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<QualifiedName> building = Set.copyOf(facts.live().building());
        List<Table> parents = facts.tables().stream()
                .filter(t -> t.kind() == Table.Kind.PARTITIONED)
                .toList();
        if (parents.isEmpty()) {
            return new Verdict.Skipped("no partitioned tables");
        }
        return Verdict.of(parents.stream()
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> !i.valid() && !building.contains(i.name()))
                        .map(i -> found(facts, t, i)))
                .toList());
    }

    private Finding found(Facts facts, Table table, Index index) {
        List<Table> lacking = facts.partitions(table.name()).stream()
                .filter(p -> !has(p, index))
                .toList();
        PartitionedIndex parts = new PartitionedIndex(
                facts, new FreshNames(facts), index.name().name() + "_part", Mend.how(index), index.unique());
        String statements =
                lacking.stream().map(p -> parts.under(index.name(), p)).collect(Collectors.joining("\n"));
        String names = lacking.stream().limit(3).map(p -> p.name().sql()).collect(Collectors.joining(", "));
        return finding(
                About.index(index.name()),
                lacking.isEmpty()
                        ? "it is not valid, because one of its parts is not"
                        : "%d of %d partitions lack it or have it invalid: %s%s"
                                .formatted(
                                        lacking.size(),
                                        facts.partitions(table.name()).size(),
                                        names,
                                        lacking.size() > 3 ? ", ..." : ""),
                lacking.isEmpty() ? Optional.empty() : fix(index, statements),
                facts.rows(table));
    }

    /// A partition may hold what a unique index refuses.
    private static Optional<Finding.Fix> fix(Index index, String statements) {
        return index.unique()
                ? Mend.review("-- where a value repeats, merge the rows first", statements)
                : Mend.sql(statements);
    }

    private static boolean has(Table partition, Index parent) {
        return partition.indexes().stream().anyMatch(i -> i.parent().stream().anyMatch(parent.name()::equals));
    }
}
