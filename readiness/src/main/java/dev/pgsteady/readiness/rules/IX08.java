package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.Samples.Gain;
import dev.pgsteady.readiness.rules.MainQueries.Use;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Index that would make a main query much cheaper.
@AutoService(Rule.class)
public final class IX08 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX08"),
            Severity.MEDIUM,
            "Index that would make a main query much cheaper",
            """
            With this index, which is only pretended, the planner expects to run a main query for a tenth of the
            cost or less.""",
            """
            Create it CONCURRENTLY, look at the query again, and drop it if it did not help.""",
            "14.1 Using EXPLAIN; hypopg");

    private static final int TIMES = 10;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Verdict verdict = MainQueries.judge(
                facts,
                plans ->
                        MainQueries.byTable(
                                        facts, plans, p -> p.gain().stream().filter(g -> worthwhile(g)), Gain::table)
                                .stream()
                                .map(u -> found(facts, u))
                                .toList());
        boolean able =
                facts.schema().extensions().stream().anyMatch(e -> e.name().equals("hypopg"));
        return verdict instanceof Verdict.Passed && !able
                ? new Verdict.Unknown("hypopg is not installed, so that no index could be tried without building it")
                : verdict;
    }

    private static boolean worthwhile(Gain gain) {
        return gain.after() > 0 && gain.before() >= TIMES * gain.after();
    }

    private Finding found(Facts facts, Use<Gain> use) {
        List<List<String>> wanted = use.of().stream()
                .map(Gain::columns)
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        return finding(
                About.table(use.table()),
                "with an index on (%s) the planner expects a tenth of the cost, or less, for %s"
                        .formatted(
                                wanted.stream().map(About::columns).collect(Collectors.joining("), (")), use.words()),
                Mend.review(wanted.stream()
                        .map(c -> MainQueries.index(
                                facts,
                                use.table(),
                                c.stream().map(Sql::identifier).toList()))
                        .toArray(String[]::new)),
                facts.rows(use.table()));
    }
}
