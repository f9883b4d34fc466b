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
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;

/// Unique key that deleted rows still occupy.
@AutoService(Rule.class)
public final class CN13 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN13"),
            Severity.MEDIUM,
            "Unique key that deleted rows still occupy",
            """
            Rows are marked as deleted rather than removed, and the unique key counts the marked ones too.
            Whoever was deleted cannot come back: creating the same name again fails on a row that nobody can
            see.""",
            """
            Make the key a partial unique index over the living rows. Where a name must never be used again,
            leave it and suppress this finding with that reason.""",
            "11.8 Partial Indexes");

    private static final Set<String> NATURAL = Set.of(
            "email",
            "mail",
            "name",
            "username",
            "login",
            "slug",
            "title",
            "code",
            "number",
            "handle",
            "domain",
            "sku",
            "phone",
            "label",
            "key",
            "path");
    private static final Set<String> RANDOM = Set.of("token", "uuid", "hash", "secret", "digest", "api", "guid");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> Deletion.column(facts, t).stream()
                        .flatMap(d -> Guards.unique(t).stream()
                                .filter(i -> occupied(facts, i, d))
                                .map(i -> found(facts, t, i, d))))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean occupied(Facts facts, Index index, Column deleted) {
        return !index.primary()
                && index.predicate().isEmpty()
                && !Guards.keyed(index, deleted.name())
                && index.columns().stream().anyMatch(c -> facts.words(c).endsIn(NATURAL))
                && index.columns().stream().noneMatch(c -> facts.words(c).hasAny(RANDOM));
    }

    private Finding found(Facts facts, Table table, Index index, Column deleted) {
        long rows = facts.rows(table);
        String mark = Sql.identifier(deleted.name());
        String alive = facts.plain(deleted.type()).is("bool") ? "NOT " + mark : mark + " IS NULL";
        String drop = index.constraint()
                .map(c -> "ALTER TABLE %s DROP CONSTRAINT %s;"
                        .formatted(table.name().sql(), Sql.identifier(c)))
                .orElseGet(() -> Mend.dropIndex(table, index.name()));
        Finding finding = finding(
                About.index(index.name()),
                "unique over (%s) for all rows, while %s marks rows as deleted"
                        .formatted(About.columns(index.columns()), mark),
                Mend.review(Mend.replacement(table, index, "alive", Mend.how(index) + " WHERE " + alive), drop),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
