package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Evidence.Item;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.Optional;

/// Pending migration that locks everybody out.
///
/// Which migrations are pending and which locks they take is known from records alone. It applies while a recorded
/// look found some.
@AutoService(Rule.class)
public final class MG07 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG07"),
            Severity.MEDIUM,
            "Pending migration that locks everybody out",
            """
            ACCESS EXCLUSIVE waits for every query that runs on the table, and every later query waits behind it. On
            a large or busy table a change of seconds in a test is an outage of minutes.""",
            """
            Split the migration: indexes CONCURRENTLY, constraints NOT VALID and validated afterwards, new columns
            without a volatile default, a lock_timeout and another try in place of a long wait. Look at each before
            it runs, and record it.""",
            "13.3.1 Table-Level Locks; ALTER TABLE, Notes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Optional<Item> pending = facts.evidence().newest(Evidence.Kind.PENDING_MIGRATIONS);
        if (pending.isEmpty()) {
            return new Verdict.Skipped("no pending migration is known");
        }
        if (pending.get().passed()) {
            return new Verdict.Skipped("no migration is pending");
        }
        return Recorded.within(this, facts, Evidence.Kind.PENDING_LOCKS, Recorded.VALID_DAYS);
    }
}
