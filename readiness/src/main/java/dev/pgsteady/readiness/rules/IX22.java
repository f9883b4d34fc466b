package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Indexes that nobody has checked.
@AutoService(Rule.class)
public final class IX22 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX22"), Severity.CRITICAL, "Indexes that nobody has checked", """
            An index that has lost entries answers as if the rows were not there, and lets duplicates into a
            unique key. Nothing in the server notices: a changed collation, a bad disk or a bug shows when a
            customer is missing.""", """
            Run bt_index_check of amcheck over all btree indexes, best on the restored copy of each drill, where
            it disturbs nobody. Rebuild what fails with REINDEX CONCURRENTLY, and find out why.""", "F.2 amcheck");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.INDEX_CHECK, Recorded.VALID_DAYS);
    }
}
