package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;

/// Pages with wrong checksums.
@AutoService(Rule.class)
public final class BK08 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK08"),
            Severity.CRITICAL,
            "Pages with wrong checksums",
            """
            Pages were read that are not what was written. Rows are lost already, and backups taken since carry the
            damage.""",
            """
            Keep the last good backup from expiring, find the pages with pg_amcheck and the server's log, replace
            the disk, and restore what is broken.""",
            "28.2.16 pg_stat_database; 30.2 Data Checksums");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Optional<Long> failures = facts.snapshot().statistics().database().checksumFailures();
        if (failures.isEmpty()) {
            return new Verdict.Skipped("data checksums are off");
        }
        return failures.get() == 0
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.database(facts),
                        "%,d pages failed their checksum since the statistics began".formatted(failures.get()),
                        Mend.procedure(words().remedy()),
                        failures.get())));
    }
}
