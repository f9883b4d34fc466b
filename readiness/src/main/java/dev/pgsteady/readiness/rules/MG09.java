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
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Left over from a change.
@AutoService(Rule.class)
public final class MG09 implements Rule {

    private static final Pattern COPY = Pattern.compile(
            "_?(.+?)_(old|bak|bkp|backup|copy|tmp|temp|new|orig|before|gho|ghc|del|osc)(_?\\d+)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INDEX = Pattern.compile(".*_cc(new|old)\\d*");
    private static final Words WORDS = new Words(
            new RuleId("MG09"),
            Severity.MEDIUM,
            "Left over from a change",
            """
            A copy of a table from before a change, or an index that REINDEX CONCURRENTLY could not finish, costs
            space, is written to or misleads, and holds personal data that nobody thinks of deleting.""",
            """
            Make sure that nothing uses it, then drop it.""",
            "REINDEX, Rebuilding Indexes Concurrently");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : facts.tables()) {
            if (!table.isPartition() && copy(facts, table)) {
                findings.add(found(facts, table));
            }
            table.indexes().stream()
                    .filter(i -> !i.valid() && INDEX.matcher(i.name().name()).matches())
                    .forEach(i -> findings.add(found(facts, table, i)));
        }
        return Verdict.of(findings);
    }

    /// Named after a table beside it, and nobody refers to it.
    private static boolean copy(Facts facts, Table table) {
        Matcher matcher = COPY.matcher(table.name().name());
        return matcher.matches()
                && facts.table(new QualifiedName(table.name().schema(), matcher.group(1)))
                        .isPresent()
                && facts.referencing(table.name()).isEmpty()
                && table.foreignKeys().isEmpty();
    }

    private Finding found(Facts facts, Table table) {
        return finding(
                        About.table(table),
                        "it is named as a copy of another table, nothing refers to it, and it has about %,d rows"
                                .formatted(facts.rows(table)),
                        Mend.review("DROP TABLE %s;".formatted(table.name().sql())),
                        facts.rows(table))
                .at(Severity.LOW);
    }

    private Finding found(Facts facts, Table table, Index index) {
        return finding(
                new Subject("index", index.name().sql()),
                "REINDEX CONCURRENTLY of %s did not finish and left it behind"
                        .formatted(table.name().sql()),
                Mend.sql("DROP INDEX CONCURRENTLY %s;".formatted(index.name().sql())),
                facts.rows(table));
    }
}
