package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;

/// Vacuum does not keep up.
@AutoService(Rule.class)
public final class MO12 implements Rule {

    private static final long LARGE = 10_000;
    private static final Words WORDS = new Words(
            new RuleId("MO12"), Severity.MEDIUM, "Vacuum does not keep up", """
            Dead rows stand between the living ones: every scan reads them, and indexes point at them. More than
            twice autovacuum's own threshold means that it does not come round to the table, or cannot remove what
            it finds.""", """
            Vacuum the table now; lower its scale factor, or give autovacuum a higher cost limit; look for what
            holds the horizon back.""", "25.1.6 The Autovacuum Daemon");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.tables().stream()
                .filter(t -> t.kind() == Table.Kind.ORDINARY)
                .filter(t -> facts.use(t).deadRows() > LARGE && facts.use(t).deadRows() > 2 * threshold(facts, t))
                .map(t -> found(facts, t))
                .toList());
    }

    private static double threshold(Facts facts, Table table) {
        double base = option(facts, table, "autovacuum_vacuum_threshold", 50);
        double scale = option(facts, table, "autovacuum_vacuum_scale_factor", 0.2);
        return base + scale * facts.rows(table);
    }

    private static double option(Facts facts, Table table, String name, double otherwise) {
        return table.options().stream()
                .filter(o -> o.startsWith(name + "="))
                .map(o -> o.substring(name.length() + 1))
                .findFirst()
                .or(() -> facts.setting(name))
                .filter(v -> v.matches("[0-9.]+(e[-+]?[0-9]+)?"))
                .map(Double::parseDouble)
                .orElse(otherwise);
    }

    private Finding found(Facts facts, Table table) {
        TableUse use = facts.use(table);
        return finding(
                About.table(table),
                "about %,d dead rows stand among %,d, more than twice what autovacuum waits for"
                        .formatted(use.deadRows(), facts.rows(table)),
                Mend.sql("VACUUM (ANALYZE) %s;".formatted(table.name().sql())),
                use.deadRows());
    }
}
