package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.StaleCollation;
import dev.pgsteady.readiness.Rule;

/// Collation that changed under the indexes.
@AutoService(Rule.class)
public final class IX21 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX21"),
            Severity.CRITICAL,
            "Collation that changed under the indexes",
            """
            The operating system's (or ICU's) rules for sorting text are not those that the indexes were built
            with. An index on text may now be out of order: searches miss rows that are there, and unique keys
            let duplicates in.""",
            """
            Rebuild the indexes on text first, then record the new version. In the other order nothing tells any
            more that the rebuild is due.""",
            "24.2.3 ICU Collations");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(
                facts.live().collations().stream().map(c -> found(facts, c)).toList());
    }

    private Finding found(Facts facts, StaleCollation collation) {
        String database = Sql.identifier(facts.server().database());
        return finding(
                new Subject("collation", collation.name()),
                "its version was %s when the indexes were built and is %s now"
                        .formatted(collation.recorded(), collation.actual()),
                Mend.procedure("""
                        In a quiet hour: REINDEX DATABASE CONCURRENTLY %1$s;
                        Then: ALTER DATABASE %1$s REFRESH COLLATION VERSION;
                        and for each other collation: ALTER COLLATION ... REFRESH VERSION;
                        If a unique index cannot be rebuilt, duplicates got in: merge those rows first.""".formatted(database)),
                0);
    }
}
