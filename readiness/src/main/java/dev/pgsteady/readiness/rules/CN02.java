package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Link table whose pairs may repeat.
@AutoService(Rule.class)
public final class CN02 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN02"),
            Severity.MEDIUM,
            "Link table whose pairs may repeat",
            """
            The table links two others and has a key of its own that is only a number, so nothing stops the same
            pair from being stored twice: a double click or a retried request makes a member join twice, and
            every count and join over the link is wrong from then on.""",
            """
            Remove the repeated pairs, then make the pair unique. Where the pair may repeat on purpose, say what
            tells the rows apart (a date, a role) and make that unique.""",
            "5.5.3 Unique Constraints");

    private static final Set<String> STAMPS =
            Set.of("created", "updated", "inserted", "modified", "added", "joined", "at", "on", "date", "time");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.primaryKey().isPresent() && t.columns().size() <= 6)
                .flatMap(t -> pair(facts, t).filter(p -> !unique(t, p)).map(p -> found(facts, t, p)).stream())
                .toList();
        return Verdict.of(findings);
    }

    /// The two references of a table that has nothing else but a key of its own and the times of its rows.
    private static Optional<List<String>> pair(Facts facts, Table table) {
        List<String> references = Stream.concat(
                        table.foreignKeys().stream().map(ForeignKey::columns),
                        facts.inferred(table.name()).stream().map(Reference::columns))
                .filter(c -> c.size() == 1)
                .map(List::getFirst)
                .distinct()
                .toList();
        List<String> key =
                table.primaryKey().map(Constraint.PrimaryKey::columns).orElse(List.of());
        boolean nothingElse = table.columns().stream()
                .allMatch(c -> references.contains(c.name()) || key.contains(c.name()) || stamp(facts, c));
        boolean own = key.size() == 1 && !references.contains(key.getFirst());
        boolean always =
                references.stream().allMatch(r -> table.column(r).stream().allMatch(Column::notNull));
        return nothingElse && own && always && references.size() == 2 ? Optional.of(references) : Optional.empty();
    }

    private static boolean stamp(Facts facts, Column column) {
        return Kinds.time(facts, column)
                && STAMPS.containsAll(facts.words(column.name()).all());
    }

    private static boolean unique(Table table, List<String> pair) {
        return Guards.unique(table).stream()
                .anyMatch(i -> i.keys().size() <= 2
                        && i.keys().stream().allMatch(k -> k.column().stream().anyMatch(pair::contains)));
    }

    private Finding found(Facts facts, Table table, List<String> pair) {
        long rows = facts.rows(table);
        return finding(
                About.table(table),
                "it holds little but the pair (%s), nothing makes the pair unique, and there are %s"
                        .formatted(About.columns(pair), About.rows(rows)),
                Mend.unique(table, About.columns(pair)),
                rows);
    }
}
