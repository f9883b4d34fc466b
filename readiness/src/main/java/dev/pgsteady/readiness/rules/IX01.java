package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Foreign key without a usable index.
@AutoService(Rule.class)
public final class IX01 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX01"), Severity.HIGH, "Foreign key without a usable index", """
            PostgreSQL indexes the referenced side of a foreign key, never the referencing side. Deleting or re-
            keying a parent row then reads the whole child table, once for each parent row and under a lock;
            joins and "the children of this parent" read it too.""", """
            Index the referencing columns first. Partial indexes, BRIN, columns that are only INCLUDEd, columns
            behind a gap and invalid indexes cannot serve the constraint.""", "5.5.5 Foreign Keys");

    private static final long LARGE = 10_000;

    @Override
    public Words words() {
        return WORDS;
    }

    /// What foreign keys that partitions declare one by one have in common.
    private record Shared(QualifiedName top, List<String> columns, QualifiedName target) {}

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Map<Shared, List<Table>> siblings = new LinkedHashMap<>();
        for (Table table : facts.tables()) {
            List<ForeignKey> bare = bare(facts, table);
            if (table.isPartition()) {
                QualifiedName top = facts.top(table).name();
                bare.forEach(
                        k -> siblings.computeIfAbsent(new Shared(top, k.columns(), k.target()), s -> new ArrayList<>())
                                .add(table));
            } else {
                bare.forEach(k -> findings.add(found(facts, table, k)));
            }
        }
        siblings.forEach((shared, tables) -> findings.add(found(facts, shared, tables)));
        return Verdict.of(findings);
    }

    private static List<ForeignKey> bare(Facts facts, Table table) {
        return table.foreignKeys().stream()
                .filter(k -> !k.common().inherited() && !served(facts, table, k))
                .toList();
    }

    /// By an index of its own or, for a partitioned table, by one on each partition.
    private static boolean served(Facts facts, Table table, ForeignKey key) {
        return Serving.serves(table, key.columns())
                || (table.kind() == Table.Kind.PARTITIONED
                        && !facts.partitions(table.name()).isEmpty()
                        && facts.leaves(table).allMatch(l -> Serving.serves(l, key.columns())));
    }

    private Finding found(Facts facts, Table table, ForeignKey key) {
        long rows = facts.rows(table);
        return finding(
                        About.constraint(table, key.name()),
                        "(%s) refers to %s, no index begins with it, and the table has %s"
                                .formatted(
                                        About.columns(key.columns()),
                                        key.target().sql(),
                                        About.rows(rows)),
                        Mend.sql(Mend.index(facts, table, key.columns())),
                        rows)
                .at(rows > LARGE ? Severity.HIGH : Severity.LOW);
    }

    private Finding found(Facts facts, Shared shared, List<Table> partitions) {
        long rows = partitions.stream().mapToLong(facts::rows).sum();
        return finding(
                        new Subject("table", shared.top().sql()),
                        "(%s) refers to %s in %d of its partitions that have no index beginning with it, and %s"
                                .formatted(
                                        About.columns(shared.columns()),
                                        shared.target().sql(),
                                        partitions.size(),
                                        About.rows(rows)),
                        Mend.sql(partitions.stream()
                                .map(p -> Mend.index(facts, p, shared.columns()))
                                .toArray(String[]::new)),
                        rows)
                .at(rows > LARGE ? Severity.HIGH : Severity.LOW);
    }
}
