package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Status as free text.
@AutoService(Rule.class)
public final class CN14 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN14"), Severity.MEDIUM, "Status as free text", """
            The column holds a handful of words that programs branch on, and nothing says which. One misspelt or
            retired word is stored like any other; the rows that carry it fall through every condition and are
            found by a customer.""", """
            Name the words in a CHECK constraint (NOT VALID first, then validate), or make the column an enum or
            a reference to a table of them.""", "5.5.1 Check Constraints");

    private static final Set<String> STRICT = Set.of("status", "state", "tier");
    private static final Set<String> LOOSE = Set.of(
            "type",
            "kind",
            "role",
            "level",
            "mode",
            "priority",
            "severity",
            "visibility",
            "plan",
            "gender",
            "category",
            "phase",
            "stage",
            "direction",
            "frequency",
            "interval");
    private static final Set<String> POSTAL =
            Set.of("city", "country", "zip", "zipcode", "postcode", "postal", "street", "address");
    private static final Set<String> HANDLES = Set.of("session", "oauth", "auth", "csrf", "serialized", "saved");
    private static final int FEW = 12;
    private static final int SAMPLE = 100;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t))
                .flatMap(t -> t.columns().stream()
                        .filter(c -> named(facts, t, c) && Kinds.text(facts, c))
                        .filter(c -> !Guards.limited(facts, t, c) && !Guards.inUniqueKey(t, c.name()))
                        .flatMap(c -> found(facts, t, c).stream()))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean named(Facts facts, Table table, Column column) {
        NameWords words = facts.words(column.name());
        if (words.last().equals("state")) {
            return !words.hasAny(HANDLES)
                    && table.columns().stream()
                            .noneMatch(c -> facts.words(c.name()).hasAny(POSTAL));
        }
        return words.endsIn(STRICT) || (words.endsIn(LOOSE) && !pointsAnywhere(facts, table, words));
    }

    /// `owner_type` beside `owner_id` names a class of the program, of which there may be one more tomorrow.
    private static boolean pointsAnywhere(Facts facts, Table table, NameWords type) {
        List<String> stem = type.all().subList(0, type.all().size() - 1);
        return type.last().equals("type")
                && (stem.isEmpty()
                        || table.columns().stream()
                                .map(c -> facts.words(c.name()).all())
                                .anyMatch(w -> w.size() == stem.size() + 1
                                        && w.getLast().equals("id")
                                        && w.subList(0, stem.size()).equals(stem)));
    }

    /// Statistics decide where there are any; without them only the plainest names count, and little.
    private Optional<Finding> found(Facts facts, Table table, Column column) {
        long rows = facts.rows(table);
        Optional<ColumnUse> use = Optional.ofNullable(facts.use(table).columns().get(column.name()))
                .filter(u -> rows >= SAMPLE);
        if (use.isEmpty()) {
            return facts.words(column.name()).endsIn(STRICT)
                    ? Optional.of(finding(table, column, "nothing says which words it may hold", rows)
                            .at(Severity.LOW))
                    : Optional.empty();
        }
        long distinct = Columns.distinct(use.get(), rows);
        return distinct >= 1 && distinct <= FEW
                ? Optional.of(finding(
                        table,
                        column,
                        "it holds %d different values, and nothing says which are right".formatted(distinct),
                        rows))
                : Optional.empty();
    }

    private Finding finding(Table table, Column column, String evidence, long rows) {
        String name = Sql.identifier(column.name());
        return finding(
                About.column(table, column.name()),
                column.type().sql() + " without a check: " + evidence,
                Mend.review(
                        "SELECT %s, count(*) FROM %s GROUP BY 1 ORDER BY 2 DESC;"
                                .formatted(name, table.name().sql()),
                        "-- then, with the words that are right:",
                        "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s IN ('...')) NOT VALID;"
                                .formatted(
                                        table.name().sql(),
                                        Sql.identifier(Mend.name(table.name().name(), column.name(), "known")),
                                        name)),
                rows);
    }
}
