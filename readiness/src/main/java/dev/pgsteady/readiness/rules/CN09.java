package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Column that refers to a table without a foreign key.
@AutoService(Rule.class)
public final class CN09 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN09"),
            Severity.MEDIUM,
            "Column that refers to a table without a foreign key",
            """
            By its name and type the column points at a row of another table, but nothing makes sure that the
            row is there. A deleted parent leaves its children behind as orphans, and each query that joins them
            loses rows without an error.""",
            """
            Add the foreign key NOT VALID, which holds new rows at once, remove or mend the orphans, then
            VALIDATE it. Index the column too.""",
            "5.5.5 Foreign Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t))
                .flatMap(t -> facts.inferred(t.name()).stream()
                        .filter(r -> !declaredBelow(facts, t, r))
                        .map(r -> found(facts, t, r)))
                .toList();
        return Verdict.of(findings);
    }

    /// Partitions may declare one by one what their parent does not.
    private static boolean declaredBelow(Facts facts, Table table, Reference reference) {
        return table.kind() == Table.Kind.PARTITIONED
                && !facts.partitions(table.name()).isEmpty()
                && facts.leaves(table)
                        .allMatch(l -> Guards.refers(l, reference.columns().getFirst()));
    }

    private Finding found(Facts facts, Table table, Reference reference) {
        long rows = facts.rows(table);
        String column = reference.columns().getFirst();
        String name = Mend.name(table.name().name(), column, "fkey");
        Finding finding = finding(
                About.column(table, column),
                "by name and type it refers to %s (%s), no foreign key says so, and the table has %s"
                        .formatted(
                                reference.parent().sql(), About.columns(reference.parentColumns()), About.rows(rows)),
                Mend.foreignKey(
                        table,
                        name,
                        "ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)"
                                .formatted(
                                        Sql.identifier(name),
                                        About.columns(reference.columns()),
                                        reference.parent().sql(),
                                        About.columns(reference.parentColumns())),
                        reference),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
