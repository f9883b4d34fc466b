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
import dev.pgsteady.schema.Table;
import java.util.List;

/// json where jsonb would serve.
@AutoService(Rule.class)
public final class CN20 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN20"), Severity.MEDIUM, "json where jsonb would serve", """
            The type json keeps the text and parses it anew in every query that looks inside. It has no
            equality, so DISTINCT, GROUP BY and UNION fail on it, and no index can search it.""", """
            Change the column to jsonb, which rewrites the table. Keep json only where the exact text matters,
            as for a signature over it.""", "8.14 JSON Types");

    private static final long LARGE = 10_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.columns().stream()
                        .filter(c -> facts.plain(c.type()).is("json"))
                        .map(c -> found(facts, t, c)))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table, Column column) {
        long rows = facts.rows(table);
        String name = Sql.identifier(column.name());
        return finding(
                        About.column(table, column.name()),
                        "%s is json, and the table has %s".formatted(name, About.rows(rows)),
                        Mend.rewrite("ALTER TABLE %s ALTER COLUMN %s TYPE jsonb USING %2$s::jsonb;"
                                .formatted(table.name().sql(), name)),
                        rows)
                .at(rows > LARGE ? Severity.MEDIUM : Severity.LOW);
    }
}
