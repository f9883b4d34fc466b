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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbered columns.
@AutoService(Rule.class)
public final class CN37 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN37"), Severity.LOW, "Numbered columns", """
            Columns that are counted up are a list in disguise: a search has to name each of them, the next one
            needs a migration, and nothing keeps the same value from standing in two or gaps from opening.""", """
            Move them into a table with one row for each; or make them an array where they are only ever read
            together.""", "5.5.5 Foreign Keys; 8.15 Arrays");

    private static final int MANY = 3;
    private static final Pattern NUMBERED = Pattern.compile("(.*[^0-9])([0-9]{1,2})");

    /// What is numbered outside the database too, and stays as it is.
    private static final Set<String> NUMBERED_ELSEWHERE = Set.of(
            "line", "address", "addr", "street", "quarter", "q", "month", "day", "week", "hour", "md", "sha", "p", "x",
            "y", "z");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.columns().size() > MANY)
                .flatMap(t -> found(facts, t).stream())
                .toList();
        return Verdict.of(findings);
    }

    private Optional<Finding> found(Facts facts, Table table) {
        Map<String, Map<Integer, Column>> byStem = new TreeMap<>();
        for (Column column : table.columns()) {
            char last = column.name().charAt(column.name().length() - 1);
            if (last >= '0' && last <= '9') {
                Matcher numbered = NUMBERED.matcher(column.name());
                if (numbered.matches()) {
                    byStem.computeIfAbsent(numbered.group(1), s -> new TreeMap<>())
                            .put(Integer.parseInt(numbered.group(2)), column);
                }
            }
        }
        List<String> lists = byStem.entrySet().stream()
                .filter(e -> counted(facts, e.getKey(), e.getValue()))
                .map(e -> About.columns(
                        e.getValue().values().stream().map(Column::name).toList()))
                .toList();
        return lists.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        About.table(table),
                        "(%s) are one list".formatted(String.join("), (", lists)),
                        Optional.empty(),
                        facts.rows(table)));
    }

    /// Three or more of one type, counted from 0 or 1 without a gap.
    private static boolean counted(Facts facts, String stem, Map<Integer, Column> columns) {
        List<Integer> numbers = List.copyOf(columns.keySet());
        int first = numbers.getFirst();
        return numbers.size() >= MANY
                && first <= 1
                && numbers.getLast() - first == numbers.size() - 1
                && columns.values().stream().map(Column::type).distinct().count() == 1
                && !facts.words(stem).endsIn(NUMBERED_ELSEWHERE);
    }
}
