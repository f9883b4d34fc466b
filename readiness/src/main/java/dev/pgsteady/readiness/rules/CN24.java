package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.Samples.SequenceSample;
import dev.pgsteady.readiness.SequenceColumns;
import dev.pgsteady.readiness.SequenceColumns.Fed;
import dev.pgsteady.schema.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sequence that is behind its column.
@AutoService(Rule.class)
public final class CN24 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN24"),
            Severity.CRITICAL,
            "Sequence that is behind its column",
            """
            The sequence is about to give a number that a row has already, so that the next insert fails with a
            duplicate key, and so does each one after it until the sequence has passed them all. It comes from
            rows that were copied or restored with their numbers and without the sequence.""",
            """
            Set the sequence to the greatest number with setval, at once. After each import of rows, do it as part
            of the import.""",
            "9.17 Sequence Manipulation Functions");

    /// A number so far ahead was put there by hand, and a sequence may never get there.
    private static final long NEAR = 1_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Fed> comparable = SequenceColumns.comparable(facts);
        if (comparable.isEmpty()) {
            return new Verdict.Skipped("no sequence feeds an indexed column");
        }
        Map<QualifiedName, List<SequenceSample>> behind = new TreeMap<>();
        Set<Fed> open = new HashSet<>(comparable);
        Map<QualifiedName, Sequence> sequences = new HashMap<>();
        comparable.forEach(f -> sequences.put(f.sequence().name(), f.sequence()));
        for (SequenceSample sample : facts.live().samples().sequences()) {
            Optional.ofNullable(sequences.get(sample.sequence()))
                    .ifPresent(s -> open.remove(new Fed(s, sample.column())));
            if (sample.nearest().isPresent() && sequences.containsKey(sample.sequence())) {
                behind.computeIfAbsent(sample.sequence(), s -> new ArrayList<>())
                        .add(sample);
            }
        }
        if (behind.isEmpty() && !open.isEmpty()) {
            return new Verdict.Unknown(("nothing has recorded whether %,d of %,d sequences are behind their columns: "
                            + "the tables were locked, or this role may not read them")
                    .formatted(open.size(), comparable.size()));
        }
        List<Finding> findings = new ArrayList<>();
        sequences.values().stream()
                .sorted(Comparator.comparing(Sequence::name))
                .filter(s -> behind.containsKey(s.name()))
                .forEach(s -> findings.add(found(facts, s, behind.getOrDefault(s.name(), List.of()))));
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Sequence sequence, List<SequenceSample> samples) {
        SequenceSample worst = samples.stream()
                .min(Comparator.comparingLong(s -> distance(sequence, s)))
                .orElseThrow();
        String column = worst.column().table().sql() + "."
                + Sql.identifier(worst.column().column());
        Finding finding = finding(
                new Subject("sequence", sequence.name().sql()),
                "it gives %d next, and %s holds %d already, and goes on to %d"
                        .formatted(
                                worst.next(),
                                column,
                                worst.nearest().orElse(worst.next()),
                                worst.furthest().orElse(worst.next())),
                fix(sequence, samples),
                facts.table(worst.column().table()).map(facts::rows).orElse(0L));
        return distance(sequence, worst) < NEAR ? finding : finding.at(Severity.LOW);
    }

    /// How many numbers it gives before one comes again.
    private static long distance(Sequence sequence, SequenceSample sample) {
        double steps = ((double) sample.nearest().orElse(sample.next()) - sample.next()) / sequence.increment();
        return (long) Math.abs(steps);
    }

    /// Never set back, should it have moved meanwhile. One that would have used up most of its numbers
    /// is for a person to decide.
    private static Optional<Fix> fix(Sequence sequence, List<SequenceSample> samples) {
        boolean up = sequence.increment() > 0;
        String columns = samples.stream()
                .map(s -> "(SELECT %s(%s) FROM %s)"
                        .formatted(
                                up ? "max" : "min",
                                Sql.identifier(s.column().column()),
                                s.column().table().sql()))
                .sorted()
                .collect(Collectors.joining(", "));
        String name = sequence.name().sql();
        String set = "SELECT setval(%s, %s(%s, (SELECT last_value FROM %s)));"
                .formatted(Sql.literal(name).strip(), up ? "greatest" : "least", columns, name);
        boolean near = samples.stream()
                .allMatch(s -> distance(sequence, s) < NEAR
                        && s.furthest()
                                .filter(f -> Math.abs((double) f) < Integer.MAX_VALUE * 0.9)
                                .isPresent());
        return near
                ? Mend.sql(set)
                : Mend.review("-- look at the rows that are far ahead first; this skips all numbers before them", set);
    }
}
