package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Statistics.IndexUse;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Index that is larger than its table.
@AutoService(Rule.class)
public final class IX24 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX24"),
            Severity.LOW,
            "Index that is larger than its table",
            """
            It takes more room in the cache than the rows that it leads to, and every write keeps it up to date.
            Mostly it carries long text, or columns that no search needs.""",
            """
            Drop the columns that searches do not need, index a hash or a prefix of long text, or make it a
            partial index over the rows that are searched for.""",
            "11.9 Index-Only Scans and Covering Indexes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : facts.tables()) {
            if (facts.use(table).bytes() > Bloat.LARGE) {
                table.indexes().forEach(i -> found(facts, table, i).ifPresent(findings::add));
            }
        }
        return Verdict.of(findings);
    }

    /// One that is mostly empty is another rule's; other methods than btree index each value's parts, which
    /// are many.
    private Optional<Finding> found(Facts facts, Table table, Index index) {
        long bytes = Optional.ofNullable(facts.snapshot().statistics().indexes().get(index.name()))
                .map(IndexUse::bytes)
                .orElse(0L);
        long rows = facts.use(table).bytes();
        boolean plain = index.valid()
                && index.method().equals("btree")
                && index.constraint().isEmpty();
        return plain && bytes > rows && !Bloat.wasted(bytes, Bloat.index(facts, table, index))
                ? Optional.of(finding(
                        About.index(index.name()),
                        "it has %s, and its table %s".formatted(About.size(bytes), About.size(rows)),
                        Optional.empty(),
                        bytes))
                : Optional.empty();
    }
}
