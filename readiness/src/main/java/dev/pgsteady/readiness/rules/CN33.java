package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Period that may end before it begins.
@AutoService(Rule.class)
public final class CN33 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN33"),
            Severity.LOW,
            "Period that may end before it begins",
            """
            Nothing says that the start comes before the end. A period the wrong way round overlaps nothing and
            contains nothing: the row is there, but no query for "now" will ever find it.""",
            """
            Add a CHECK that the start is not after the end. Where periods must not overlap, use a range type
            and an exclusion constraint.""",
            "8.17.10 Constraints on Ranges");

    private static final Map<String, Set<String>> ENDS = Map.of(
            "start", Set.of("end", "finish", "stop"),
            "begin", Set.of("end", "finish"),
            "from", Set.of("to", "until", "till", "thru"),
            "checkin", Set.of("checkout"),
            "opening", Set.of("closing"));

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t))
                .flatMap(t -> t.columns().stream()
                        .filter(c -> Kinds.time(facts, c))
                        .flatMap(c -> end(facts, t, c).map(e -> found(facts, t, c, e)).stream()))
                .toList();
        return Verdict.of(findings);
    }

    /// The column of the same type whose name differs in one word only, the word that says end instead of start.
    private static Optional<Column> end(Facts facts, Table table, Column start) {
        List<String> words = facts.words(start.name()).all();
        return IntStream.range(0, words.size())
                .filter(i -> ENDS.containsKey(words.get(i)))
                .boxed()
                .flatMap(i -> table.columns().stream()
                        .filter(c -> ends(words, facts.words(c.name()).all(), i))
                        .filter(c -> facts.plain(c.type())
                                .base()
                                .equals(facts.plain(start.type()).base())))
                .filter(e -> !tied(table, start.name(), e.name()))
                .findFirst();
    }

    private static boolean ends(List<String> start, List<String> other, int at) {
        return other.size() == start.size()
                && ENDS.getOrDefault(start.get(at), Set.of()).contains(other.get(at))
                && IntStream.range(0, start.size())
                        .allMatch(i -> i == at || other.get(i).equals(start.get(i)));
    }

    private static boolean tied(Table table, String start, String end) {
        return table.constraintsOf(Constraint.Check.class).stream()
                        .anyMatch(
                                c -> c.columns().contains(start) && c.columns().contains(end))
                || table.constraintsOf(Constraint.Exclusion.class).stream()
                        .anyMatch(e -> Guards.mentions(e.definition(), start) && Guards.mentions(e.definition(), end))
                || table.columns().stream()
                        .flatMap(c -> c.generated().flatMap(g -> c.defaultExpression()).stream())
                        .anyMatch(e -> e.contains("range(") && Guards.mentions(e, start));
    }

    private Finding found(Facts facts, Table table, Column start, Column end) {
        String from = Sql.identifier(start.name());
        String to = Sql.identifier(end.name());
        return finding(
                About.column(table, start.name()),
                "no constraint keeps %s from being after %s".formatted(from, to),
                Mend.review(
                        Mend.check(table, Mend.name(table.name().name(), start.name(), "order"), from + " <= " + to)),
                facts.rows(table));
    }
}
