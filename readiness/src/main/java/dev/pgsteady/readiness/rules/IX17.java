package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.PlanSampler;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.Samples.Sorting;
import dev.pgsteady.readiness.rules.MainQueries.Use;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sort of many rows to show a few.
@AutoService(Rule.class)
public final class IX17 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX17"),
            Severity.MEDIUM,
            "Sort of many rows to show a few",
            """
            The query wants the first rows in some order, and the server reads and sorts all of them to find out
            which these are. An index in that order gives the first rows at once, however many there are.""",
            """
            Index the columns that are compared for equality, followed by those that are sorted by, in their
            direction. For pages further on, go on behind the last row seen rather than by OFFSET.""",
            "11.4 Indexes and ORDER BY; 7.6 LIMIT and OFFSET");

    private static final int WIDEST = 4;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return MainQueries.judge(
                facts,
                plans -> MainQueries.byTable(
                                facts,
                                plans,
                                p -> p.sortings().stream()
                                        .filter(s -> s.rows() > PlanSampler.LARGE && !served(facts, s)),
                                Sorting::table)
                        .stream()
                        .map(u -> found(facts, u))
                        .toList());
    }

    /// Whether an index is in that order, for all rows or for those that are chosen, so that the planner
    /// has had its choice.
    private static boolean served(Facts facts, Sorting sorting) {
        String first = sorting.keys().getFirst().column();
        return facts.table(sorting.table()).stream()
                .flatMap(t -> t.indexes().stream())
                .filter(i -> i.valid() && i.method().equals("btree"))
                .anyMatch(i -> {
                    List<String> columns = i.columns();
                    int at = columns.indexOf(first);
                    return i.plainColumns() && at >= 0 && sorting.equal().containsAll(columns.subList(0, at));
                });
    }

    private Finding found(Facts facts, Use<Sorting> use) {
        List<List<String>> wanted = use.of().stream()
                .map(IX17::keys)
                .filter(k -> k.size() <= WIDEST)
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        return finding(
                About.table(use.table()),
                "no index has the order of %s".formatted(use.words()),
                wanted.isEmpty()
                        ? Optional.empty()
                        : Mend.review(wanted.stream()
                                .map(k -> MainQueries.index(facts, use.table(), k))
                                .toArray(String[]::new)),
                facts.rows(use.table()));
    }

    private static List<String> keys(Sorting sorting) {
        return Stream.concat(
                        sorting.equal().stream()
                                .filter(c -> sorting.keys().stream()
                                        .noneMatch(k -> k.column().equals(c)))
                                .map(Sql::identifier),
                        sorting.keys().stream().map(k -> (Sql.identifier(k.column()) + " " + k.order()).strip()))
                .toList();
    }
}
