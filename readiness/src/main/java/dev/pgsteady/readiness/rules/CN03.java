package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType.DomainType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Constraint that was never validated.
@AutoService(Rule.class)
public final class CN03 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN03"),
            Severity.HIGH,
            "Constraint that was never validated",
            """
            A constraint added NOT VALID holds new rows only. The rows that were there before were never looked
            at: queries and people trust a rule that part of the data may break, and the planner may not use it.""",
            """
            Run VALIDATE CONSTRAINT: it reads the table under a lock that lets reads and writes go on. If it
            fails, mend the rows that it names first.""",
            "ALTER TABLE, VALIDATE CONSTRAINT");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.tables().stream()
                .flatMap(t -> t.constraints().stream()
                        .filter(c -> !c.common().inherited() && !c.common().validated())
                        .map(c -> found(facts, t, c)))
                .toList();
        Stream<Finding> domains = facts.schema().types().stream()
                .filter(t -> t.common().extension().isEmpty())
                .flatMap(t -> t instanceof DomainType domain ? found(domain) : Stream.of());
        return Verdict.of(Stream.concat(findings.stream(), domains).toList());
    }

    private Finding found(Facts facts, Table table, Constraint constraint) {
        long rows = facts.rows(table);
        boolean enforced = constraint.common().enforced();
        String what = enforced ? "it was added NOT VALID" : "it is NOT ENFORCED, so it holds no row at all";
        Finding finding = finding(
                About.constraint(table, constraint.name()),
                "%s, and the table has %s".formatted(what, About.rows(rows)),
                enforced ? validate(table, constraint) : enforce(table, constraint),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }

    /// Rows that break it are why it was added so, more often than not.
    private static Optional<Fix> validate(Table table, Constraint constraint) {
        String broken = switch (constraint) {
            case Constraint.Check check ->
                "SELECT * FROM %s WHERE NOT (%s) LIMIT 20;"
                        .formatted(table.name().sql(), check.expression());
            case Constraint.ForeignKey key -> Mend.orphans(Mend.reference(table, key));
            case Constraint.PrimaryKey c -> "";
            case Constraint.Unique c -> "";
            case Constraint.Exclusion c -> "";
            case Constraint.NotNull notNull ->
                "SELECT * FROM %s WHERE %s IS NULL LIMIT 20;"
                        .formatted(table.name().sql(), Sql.identifier(notNull.column()));
            case Constraint.ConstraintTrigger c -> "";
        };
        return Mend.review(
                broken,
                "-- mend the rows that this lists, then:",
                "ALTER TABLE %s VALIDATE CONSTRAINT %s;"
                        .formatted(table.name().sql(), Sql.identifier(constraint.name())));
    }

    /// PostgreSQL 18 can turn enforcement on for foreign keys only; a check has to be made anew.
    private static Optional<Fix> enforce(Table table, Constraint constraint) {
        String name = Sql.identifier(constraint.name());
        if (constraint instanceof Constraint.Check check) {
            return Mend.review(
                    "ALTER TABLE %s DROP CONSTRAINT %s;".formatted(table.name().sql(), name),
                    Mend.check(table, constraint.name(), check.expression()));
        }
        return Mend.review("ALTER TABLE %s ALTER CONSTRAINT %s ENFORCED;"
                .formatted(table.name().sql(), name));
    }

    private Stream<Finding> found(DomainType domain) {
        return domain.checks().stream()
                .filter(c -> !c.validated())
                .map(c -> finding(
                        new Subject("domain", domain.name().sql()),
                        "its constraint %s was added NOT VALID".formatted(Sql.identifier(c.name())),
                        Mend.review(
                                "-- writes to every table that uses it wait while this reads them\nALTER DOMAIN %s VALIDATE CONSTRAINT %s;"
                                        .formatted(domain.name().sql(), Sql.identifier(c.name()))),
                        0));
    }
}
