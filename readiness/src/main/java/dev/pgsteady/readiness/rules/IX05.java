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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Index that nothing uses.
@AutoService(Rule.class)
public final class IX05 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX05"),
            Severity.LOW,
            "Index that nothing uses",
            """
            No query has searched the index since the counters began, but each insert and most updates write to
            it, and it takes the place of useful pages in memory.""",
            """
            Make sure that the period covers the month's and the year's end, then drop it CONCURRENTLY. Its
            definition is in the finding, should it be missed.""",
            "28.2 The Cumulative Statistics System");

    private static final Duration LONG = Duration.ofDays(14);
    private static final long LARGE = 10_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (!covered(facts)) {
            return new Verdict.Unknown(
                    "nothing has recorded the use of indexes for 14 days: the counters or the server started later");
        }
        if (facts.server().standby() || !facts.live().standbys().isEmpty()) {
            return new Verdict.Unknown("a standby counts its own use of indexes, which is not recorded here");
        }
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> facts.rows(t) >= LARGE)
                .flatMap(t ->
                        t.indexes().stream().filter(i -> unused(facts, t, i)).map(i -> found(facts, t, i)))
                .toList();
        return Verdict.of(findings);
    }

    /// A crash empties the counters without a trace, so the server must have been up as long.
    private static boolean covered(Facts facts) {
        Instant limit = facts.server().at().minus(LONG);
        return !facts.server().started().isAfter(limit)
                && facts.snapshot().statistics().database().statisticsReset().stream()
                        .noneMatch(r -> r.isAfter(limit));
    }

    private static boolean unused(Facts facts, Table table, Index index) {
        return index.valid()
                && !index.unique()
                && !index.replicaIdentity()
                && !index.clustered()
                && index.constraint().isEmpty()
                && table.foreignKeys().stream().noneMatch(k -> Serving.serves(index, k.columns()))
                && facts.leaves(table)
                        .flatMap(l -> l.indexes().stream()
                                .filter(i ->
                                        l.name().equals(table.name()) ? i.equals(index) : below(facts, index, l, i)))
                        .allMatch(i -> scans(facts, i) == 0);
    }

    /// Whether an index of a partition hangs, over however many levels, under this one.
    private static boolean below(Facts facts, Index top, Table leaf, Index index) {
        Optional<QualifiedName> parent = index.parent();
        Optional<Table> above = leaf.partitionOf().flatMap(p -> facts.table(p.parent()));
        while (parent.isPresent() && above.isPresent()) {
            if (parent.get().equals(top.name())) {
                return true;
            }
            QualifiedName name = parent.get();
            Table at = above.get();
            parent = at.indexes().stream()
                    .filter(i -> i.name().equals(name))
                    .findFirst()
                    .flatMap(Index::parent);
            above = at.partitionOf().flatMap(p -> facts.table(p.parent()));
        }
        return false;
    }

    private static long scans(Facts facts, Index index) {
        return Optional.ofNullable(facts.snapshot().statistics().indexes().get(index.name()))
                .map(u -> u.scans())
                .orElse(0L);
    }

    private Finding found(Facts facts, Table table, Index index) {
        long bytes = Optional.ofNullable(facts.snapshot().statistics().indexes().get(index.name()))
                .map(u -> u.bytes())
                .orElse(0L);
        return finding(
                About.index(index.name()),
                "no query has used it for at least 14 days: " + index.definition(),
                Mend.review(Mend.dropIndex(table, index.name())),
                bytes);
    }
}
