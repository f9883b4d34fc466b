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
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Natural key that nothing makes unique.
@AutoService(Rule.class)
public final class CN41 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN41"),
            Severity.MEDIUM,
            "Natural key that nothing makes unique",
            """
            The column identifies something in the world (a mailbox, a customer at the payment provider, a place
            in an order), but the table accepts the same value twice. Two requests at once, or one that is
            retried, both pass the program's own check and both insert.""",
            """
            Find and merge the rows that repeat, then add a unique index CONCURRENTLY. The error that it raises
            is what the program should handle, not what it should try to foresee.""",
            "5.5.3 Unique Constraints");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t))
                .flatMap(t -> Stream.concat(single(facts, t), ordered(facts, t)))
                .toList();
        return Verdict.of(findings);
    }

    private Stream<Finding> single(Facts facts, Table table) {
        return table.columns().stream()
                .filter(c -> NaturalKeys.named(facts, table, c) && !Guards.inUniqueKey(table, c.name()))
                .flatMap(c -> single(facts, table, c).stream());
    }

    /// Values that repeat often are no key, whatever the name; without statistics the name alone counts, and less.
    private Optional<Finding> single(Facts facts, Table table, Column column) {
        long rows = facts.rows(table);
        Optional<ColumnUse> use = Columns.measured(facts, table, column.name());
        String name = Sql.identifier(column.name());
        Finding finding = finding(
                About.column(table, column.name()),
                use.isPresent()
                        ? "nearly every row has a value of its own, and no unique key covers it"
                        : "its name says that it is a key, and no unique key covers it",
                Mend.unique(
                        table,
                        NaturalKeys.person(facts, column) && Kinds.text(facts, column) ? "lower(" + name + ")" : name),
                rows);
        if (use.isEmpty()) {
            return NaturalKeys.plain(facts, table, column) ? Optional.of(finding.at(Severity.LOW)) : Optional.empty();
        }
        return Columns.unlike(use.get(), rows) ? Optional.of(finding) : Optional.empty();
    }

    private Stream<Finding> ordered(Facts facts, Table table) {
        return table.columns().stream()
                .filter(c -> NaturalKeys.position(facts, c)
                        && c.defaultExpression().isEmpty()
                        && !Guards.inUniqueKey(table, c.name()))
                .flatMap(c -> NaturalKeys.parent(facts, table).map(p -> ordered(facts, table, c, p)).stream());
    }

    private Finding ordered(Facts facts, Table table, Column column, String parent) {
        long rows = facts.rows(table);
        String pair = About.columns(List.of(parent, column.name()));
        Finding finding = finding(
                About.column(table, column.name()),
                "nothing keeps two rows of one %s from having the same %s"
                        .formatted(Sql.identifier(parent), Sql.identifier(column.name())),
                Mend.unique(table, pair),
                rows);
        return NaturalKeys.numbered(facts, column) && rows > 0 ? finding : finding.at(Severity.LOW);
    }
}
