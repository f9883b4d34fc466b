package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Inheritance where partitioning is meant.
@AutoService(Rule.class)
public final class CN31 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN31"),
            Severity.LOW,
            "Inheritance where partitioning is meant",
            """
            A query on the parent reads the children, but the parent's primary key, unique keys and foreign keys
            do not reach into them: the same key can be in two children, and a reference to the parent does not
            find a child's row. The planner reads all children unless a CHECK and constraint_exclusion tell it not
            to.""",
            """
            Make the parent a partitioned table and attach the children to it. For kinds of one thing, use a table
            for what they have in common and one for each kind that refers to it.""",
            "5.10.1 Caveats (Inheritance); 5.11 Table Partitioning");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, List<Table>> children = new TreeMap<>();
        for (Table table : facts.roots()) {
            if (!Bookkeeping.keeps(table) && !table.name().schema().startsWith("_timescaledb")) {
                table.inherits()
                        .forEach(p -> children.computeIfAbsent(p, k -> new ArrayList<>())
                                .add(table));
            }
        }
        if (children.isEmpty()) {
            return new Verdict.Skipped("no table inherits from another");
        }
        List<Finding> findings = new ArrayList<>();
        children.forEach((name, of) ->
                facts.table(name).ifPresent(p -> found(facts, p, of).ifPresent(findings::add)));
        return Verdict.of(findings);
    }

    /// Children with columns of their own under a parent without a key share a shape, and no more.
    private Optional<Finding> found(Facts facts, Table parent, List<Table> children) {
        boolean parts = children.stream().anyMatch(CN31::alike);
        boolean keyed = !facts.referencing(parent.name()).isEmpty();
        if (!parts && !keyed) {
            return Optional.empty();
        }
        String why =
                keyed ? "foreign keys refer to it that do not see its children's rows" : "they have the same columns";
        return Optional.of(finding(
                About.table(parent),
                "%,d tables inherit from it, and %s: %s"
                        .formatted(
                                children.size(),
                                why,
                                Logins.some(children.stream().map(Table::name).toList())),
                Optional.empty(),
                children.stream().mapToLong(facts::rows).sum()));
    }

    private static boolean alike(Table child) {
        return child.inherits().size() == 1 && child.columns().stream().allMatch(Column::inherited);
    }
}
