package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Sequence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sequence that does not belong to its column.
@AutoService(Rule.class)
public final class CN25 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN25"),
            Severity.LOW,
            "Sequence that does not belong to its column",
            """
            The column draws its default from the sequence, but the two are not tied. Dropping the column or its
            table leaves the sequence behind, and copying or restoring the table alone leaves it out.""",
            """
            Say OWNED BY. It takes effect at once and changes nothing else.""",
            "ALTER SEQUENCE, OWNED BY");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, List<Feed>> bySequence = facts.once(Feed.class, Feed::all).stream()
                .filter(f -> f.column().isPresent())
                .collect(Collectors.groupingBy(f -> f.sequence().name(), TreeMap::new, Collectors.toList()));
        List<Finding> findings = bySequence.values().stream()
                .filter(f -> f.size() == 1 && f.getFirst().sequence().ownedBy().isEmpty())
                .map(f -> found(facts, f.getFirst()))
                .toList();
        return Verdict.of(findings);
    }

    /// The server ties them only when both have one owner and stand in one schema.
    private Finding found(Facts facts, Feed feed) {
        Sequence.ColumnName column = feed.column().orElseThrow();
        Sequence sequence = feed.sequence();
        boolean possible = sequence.name().schema().equals(column.table().schema())
                && facts.table(column.table()).stream().anyMatch(t -> t.owner().equals(sequence.owner()));
        String name = column.table().sql() + "." + Sql.identifier(column.column());
        String tie = "ALTER SEQUENCE %s OWNED BY %s;".formatted(sequence.name().sql(), name);
        return finding(
                new Subject("sequence", sequence.name().sql()),
                "it feeds %s and nothing else, and belongs to no column".formatted(name),
                possible ? Mend.sql(tie) : Mend.review(tie),
                facts.table(column.table()).map(facts::rows).orElse(0L));
    }
}
