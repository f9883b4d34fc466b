package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;

/// Standby far behind.
@AutoService(Rule.class)
public final class MO15 implements Rule {

    private static final long BYTES = 1L << 30;
    private static final long SECONDS = 300;
    private static final Words WORDS =
            new Words(new RuleId("MO15"), Severity.HIGH, "Standby far behind", """
            A standby that lags is old data for its readers, and when the primary dies everything that it has not
            received is lost.""", """
            Look at its network and disk, and at queries there that hold replay up (max_standby_streaming_delay).""", "26.2.5.2 Monitoring");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.live().standbys().isEmpty()) {
            return new Verdict.Skipped("no standby is connected");
        }
        return Hidden.unless(
                facts,
                Unseen.Kind.SESSIONS,
                facts.live().standbys().stream()
                        .filter(s -> s.lagBytes() > BYTES
                                || s.lagSeconds().filter(n -> n > SECONDS).isPresent())
                        .map(s -> finding(
                                new Subject("standby", Sql.identifier(s.application())),
                                s.lagBytes() > BYTES
                                        ? "it is more than 1 GB of WAL behind"
                                        : "it is more than 5 minutes behind",
                                Mend.procedure(words().remedy()),
                                0))
                        .toList());
    }
}
