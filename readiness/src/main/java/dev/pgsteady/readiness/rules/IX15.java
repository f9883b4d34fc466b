package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Partial index that leaves nothing out.
@AutoService(Rule.class)
public final class IX15 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX15"),
            Severity.LOW,
            "Partial index that leaves nothing out",
            """
            The index is limited to rows where the column is not null, and the column never is. Every row is in
            it, but the planner uses it only for queries that say so, or that imply it.""",
            """
            Build the index without the condition and drop this one.""",
            "11.8 Partial Indexes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.valid() && i.predicate().stream().anyMatch(p -> empty(t, p)))
                        .map(i -> found(facts, t, i)))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean empty(Table table, String predicate) {
        return Guards.conditions(predicate)
                .allMatch(c -> table.columns().stream()
                        .anyMatch(k -> k.notNull() && c.equals(Sql.identifier(k.name()) + " IS NOT NULL")));
    }

    private Finding found(Facts facts, Table table, Index index) {
        String how = Mend.how(index);
        int where = how.lastIndexOf(" WHERE ");
        return finding(
                About.index(index.name()),
                "its condition %s holds for every row"
                        .formatted(index.predicate().orElse("")),
                Mend.review(
                        Mend.replacement(table, index, "all", where < 0 ? how : how.substring(0, where)),
                        Mend.dropIndex(table, index.name())),
                facts.rows(table));
    }
}
