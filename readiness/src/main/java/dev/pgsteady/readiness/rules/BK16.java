package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.Table.Persistence;
import java.util.regex.Pattern;

/// Unlogged table.
@AutoService(Rule.class)
public final class BK16 implements Rule {

    private static final Pattern PASSING = Pattern.compile(
            "(?i)(^|.*[_-])(cache[sd]?|sessions?|tmp|temp|temporary|staging|stage|scratch|import|imports|buffer|work|lock|locks"
                    + "|queue|unlogged|presence|heartbeats?|throttle|ratelimits?|rate_limits?|limit_buckets)([_-].*|$)");
    private static final Words WORDS =
            new Words(new RuleId("BK16"), Severity.MEDIUM, "Unlogged table", """
            A crash empties an unlogged table, a standby never has its rows, and a restore brings it back empty. For
            a cache that is a bargain, for anything else it is loss of data by arrangement.""", """
            Make it logged, unless it can be filled again from elsewhere.""", "CREATE TABLE, UNLOGGED");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.tables().stream()
                .filter(t -> t.persistence() == Persistence.UNLOGGED && t.kind() == Table.Kind.ORDINARY)
                .filter(t -> !PASSING.matcher(t.name().name()).matches())
                .map(t -> found(facts, t))
                .toList());
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        return finding(
                        About.table(table),
                        "a crash would empty it, with about %,d rows in it".formatted(rows),
                        Mend.review("ALTER TABLE %s SET LOGGED;"
                                .formatted(table.name().sql())),
                        rows)
                .at(rows > 0 ? Severity.MEDIUM : Severity.LOW);
    }
}
