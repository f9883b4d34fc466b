package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.Table.Trigger;

/// Disabled trigger.
@AutoService(Rule.class)
public final class TX11 implements Rule {

    private static final Words WORDS =
            new Words(new RuleId("TX11"), Severity.HIGH, "Disabled trigger", """
            The trigger was switched off, for an import perhaps, and never on again. What it kept true (a total, a
            history, a rule between rows) drifts from that moment.""", """
            Find out what was missed meanwhile, then enable it, or drop it for good.""", "ALTER TABLE, DISABLE TRIGGER");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.tables().stream()
                .flatMap(t -> t.triggers().stream()
                        .filter(g -> g.enabled() == 'D' && !g.inherited())
                        .map(g -> found(facts, t, g)))
                .toList());
    }

    private Finding found(Facts facts, Table table, Trigger trigger) {
        String name = Sql.identifier(trigger.name());
        return finding(
                new Subject("trigger", table.name().sql() + "." + name),
                "trigger %s of %s is disabled".formatted(name, table.name().sql()),
                Mend.review("ALTER TABLE %s ENABLE TRIGGER %s;"
                        .formatted(table.name().sql(), name)),
                facts.rows(table));
    }
}
