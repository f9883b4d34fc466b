package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.Scan;
import dev.pgsteady.readiness.rules.MainQueries.Use;
import dev.pgsteady.schema.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Main query that reads a large table from end to end.
@AutoService(Rule.class)
public final class IX07 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX07"),
            Severity.HIGH,
            "Main query that reads a large table from end to end",
            """
            It is one of the queries that take most of the server's time, and it keeps few of the rows that it
            reads. Its time grows with the table, and the pages that it reads drive those that others need out of
            the cache.""",
            """
            Index what the query compares for equality first, then one column that it compares by range. Where it
            compares an expression, index the expression, or write the query so that the bare column is compared.""",
            "11.2 Index Types; 14.1 Using EXPLAIN");

    private static final int FEW = 10;
    private static final int WIDEST = 3;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return MainQueries.judge(
                facts,
                plans ->
                        MainQueries.byTable(
                                        facts,
                                        plans,
                                        p -> p.scans().stream().filter(s -> choosy(facts, s)),
                                        Scan::table)
                                .stream()
                                .map(u -> found(facts, u))
                                .toList());
    }

    /// Whether the filter leaves few rows and no index serves it. Patterns are another rule's.
    private static boolean choosy(Facts facts, Scan scan) {
        List<String> columns = columns(scan);
        boolean pattern = columns.isEmpty() && !scan.conditions().isEmpty();
        return !pattern
                && facts.table(scan.table())
                        .filter(t -> scan.kept() * FEW <= facts.rows(t) && !MainQueries.leads(t, columns))
                        .isPresent();
    }

    private static List<String> columns(Scan scan) {
        return Stream.concat(
                        scan.columns(Comparison.EQUAL).stream().limit(WIDEST),
                        scan.columns(Comparison.RANGE).stream().limit(1))
                .distinct()
                .toList();
    }

    private Finding found(Facts facts, Use<Scan> use) {
        Table table = use.table();
        List<List<String>> wanted = use.of().stream()
                .map(IX07::columns)
                .filter(c -> !c.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        return finding(
                About.table(table),
                "no index serves %s; the table has %s".formatted(use.words(), About.rows(facts.rows(table))),
                wanted.isEmpty()
                        ? Optional.empty()
                        : Mend.review(wanted.stream()
                                .map(c -> MainQueries.index(
                                        facts,
                                        table,
                                        c.stream().map(Sql::identifier).toList()))
                                .toArray(String[]::new)),
                facts.rows(table));
    }
}
