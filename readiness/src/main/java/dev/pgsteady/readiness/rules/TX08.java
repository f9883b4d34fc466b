package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Prepared;
import dev.pgsteady.readiness.Rule;
import java.util.stream.Stream;

/// Orphaned prepared transactions.
@AutoService(Rule.class)
public final class TX08 implements Rule {

    private static final long LONG = 600;
    private static final Words WORDS = new Words(
            new RuleId("TX08"), Severity.HIGH, "Orphaned prepared transactions", """
            A transaction prepared for two-phase commit keeps its locks and holds back VACUUM until somebody commits
            it, through every restart. When its coordinator has forgotten it, nobody will.""", """
            Ask the coordinator; then COMMIT PREPARED or ROLLBACK PREPARED.""", "PREPARE TRANSACTION");

    @Override
    public Words words() {
        return WORDS;
    }

    /// The prepared transactions that nobody seems to come for.
    static Stream<Prepared> orphans(Facts facts) {
        return facts.live().prepared().stream().filter(p -> p.ageSeconds() > LONG);
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(orphans(facts)
                .map(p -> finding(
                        new Subject("transaction", Sql.literal(p.id()).strip()),
                        "prepared by %s in database %s more than %s ago"
                                .formatted(
                                        Sql.identifier(p.owner()),
                                        Sql.identifier(p.database()),
                                        p.ageSeconds() > 86_400 ? "a day" : "ten minutes"),
                        Mend.review("ROLLBACK PREPARED %s;"
                                .formatted(Sql.literal(p.id()).strip())),
                        0))
                .toList());
    }
}
