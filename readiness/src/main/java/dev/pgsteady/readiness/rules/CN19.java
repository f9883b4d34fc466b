package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
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

/// Length limit out of habit.
@AutoService(Rule.class)
public final class CN19 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN19"), Severity.INFO, "Length limit out of habit", """
            varchar(255) saves nothing in PostgreSQL: text and varchar are stored alike, and a value takes the
            room that it needs. A limit that nobody chose rejects the first long name or address with an error,
            and hides which of the limits are rules.""", """
            Use text. Where a length is a rule, say so with a CHECK, which can be widened without touching the
            table.""", "8.3 Character Types");

    private static final int OFTEN = 5;
    private static final int KINDS = 3;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        SchemaTables.all(facts)
                .forEach(s -> limits(s.tables()).entrySet().stream()
                        .filter(e -> e.getValue().size() >= OFTEN && kinds(facts, e.getValue()) >= KINDS)
                        .max((a, b) -> Integer.compare(
                                a.getValue().size(), b.getValue().size()))
                        .ifPresent(e -> findings.add(finding(
                                s.subject(),
                                "%,d columns of different kinds are all %s"
                                        .formatted(e.getValue().size(), e.getKey()),
                                Optional.empty(),
                                e.getValue().size()))));
        return Verdict.of(findings);
    }

    /// The columns by their limit.
    private static Map<String, List<Column>> limits(List<Table> tables) {
        Map<String, List<Column>> limits = new TreeMap<>();
        tables.stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> c.type().is("varchar") && c.type().sql().endsWith(")"))
                .forEach(c -> limits.computeIfAbsent(c.type().sql(), l -> new ArrayList<>())
                        .add(c));
        return limits;
    }

    /// A limit that columns of one kind share, as of all country codes, was chosen for them.
    private static long kinds(Facts facts, List<Column> columns) {
        return columns.stream()
                .map(c -> facts.words(c.name()).last())
                .distinct()
                .count();
    }
}
