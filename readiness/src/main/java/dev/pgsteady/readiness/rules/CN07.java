package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Foreign key of several columns that one null switches off.
@AutoService(Rule.class)
public final class CN07 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN07"),
            Severity.MEDIUM,
            "Foreign key of several columns that one null switches off",
            """
            With MATCH SIMPLE a reference counts as absent as soon as one of its columns is null, and the others
            are not checked. A half-filled reference then points at nothing, and no error says so.""",
            """
            Add a check that the columns are all null or all filled, or declare the columns NOT NULL.""",
            "CREATE TABLE, MATCH SIMPLE");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.tables().stream()
                .flatMap(t -> t.foreignKeys().stream()
                        .filter(k -> !k.common().inherited() && k.match() == ForeignKey.Match.SIMPLE)
                        .flatMap(k -> found(facts, t, k).stream()))
                .toList();
        return Verdict.of(findings);
    }

    /// One nullable column beside required ones (a tenant and an optional parent) leaves nothing half-filled.
    private Optional<Finding> found(Facts facts, Table table, ForeignKey key) {
        List<String> nullable = key.columns().stream()
                .filter(c -> table.column(c).stream().noneMatch(Column::notNull))
                .toList();
        boolean tied = table.constraintsOf(Constraint.Check.class).stream()
                .anyMatch(c -> c.columns().containsAll(nullable));
        if (nullable.size() < 2 || tied) {
            return Optional.empty();
        }
        String name = Mend.name(table.name().name(), nullable.getFirst(), "whole");
        String condition = "num_nulls(%s) IN (0, %d)".formatted(About.columns(nullable), nullable.size());
        return Optional.of(finding(
                About.constraint(table, key.name()),
                "(%s) refers to %s, and each of (%s) may be null alone"
                        .formatted(About.columns(key.columns()), key.target().sql(), About.columns(nullable)),
                Mend.review(Mend.check(table, name, condition)),
                facts.rows(table)));
    }
}
