package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rows that refer to nothing.
@AutoService(Rule.class)
public final class CN10 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN10"), Severity.HIGH, "Rows that refer to nothing", """
            The parent of these rows is gone, or never was. Joins leave them out while counts do not, so that
            two reports over the same table disagree; and the foreign key that would have prevented it cannot be
            validated until they are mended.""", """
            Look at the rows, then delete them, or give them a parent, or set the reference to null. Add the
            foreign key afterwards, or the next ones are on their way.""", "5.5.5 Foreign Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<ReferenceSample> samples = facts.live().samples().references();
        List<Finding> findings = samples.stream()
                .filter(s -> s.orphans() > 0)
                .flatMap(s -> facts.table(s.reference().child()).stream().map(t -> found(facts, t, s)))
                .toList();
        if (!findings.isEmpty()) {
            return new Verdict.Failed(findings);
        }
        List<Reference> open = unproved(facts);
        Set<Reference> sampled =
                samples.stream().map(ReferenceSample::reference).collect(Collectors.toSet());
        if (open.isEmpty()) {
            return samples.isEmpty()
                    ? new Verdict.Skipped("every reference that is known is held by a valid foreign key")
                    : Verdict.of(findings);
        }
        return sampled.containsAll(open)
                ? Verdict.of(findings)
                : new Verdict.Unknown(
                        "nothing has recorded whether the rows behind %d of %d references without a valid foreign key have their parents"
                                .formatted(
                                        open.stream()
                                                .filter(r -> !sampled.contains(r))
                                                .count(),
                                        open.size()));
    }

    /// References that no valid foreign key proves, of tables that have rows.
    private static List<Reference> unproved(Facts facts) {
        return facts.tables().stream()
                .filter(t -> facts.rows(t) > 0)
                .flatMap(t -> Stream.concat(facts.inferred(t.name()).stream(), notValid(t)))
                .toList();
    }

    private static Stream<Reference> notValid(Table table) {
        return table.foreignKeys().stream()
                .filter(k -> !k.common().inherited() && !k.common().validated())
                .map(k ->
                        new Reference(table.name(), k.columns(), k.target(), k.targetColumns(), Optional.of(k.name())));
    }

    private Finding found(Facts facts, Table table, ReferenceSample sample) {
        Reference reference = sample.reference();
        Finding.Subject subject = reference
                .constraint()
                .map(c -> About.constraint(table, c))
                .orElseGet(() -> About.column(table, reference.columns().getFirst()));
        return finding(
                subject,
                "of %,d rows looked at, %,d refer to no row of %s"
                        .formatted(
                                sample.rows(),
                                sample.orphans(),
                                reference.parent().sql()),
                Mend.review(Mend.orphans(reference)),
                Math.max(sample.orphans(), facts.rows(table)));
    }
}
