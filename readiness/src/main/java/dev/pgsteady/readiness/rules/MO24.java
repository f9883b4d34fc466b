package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Server crashed or was restarted lately.
///
/// After a crash, a stop in immediate mode and a restore all statistics of the server begin at one instant, even
/// when the postmaster went on; a new server is told by its identifier, which holds when initdb ran. An orderly
/// restart is a note.
@AutoService(Rule.class)
public final class MO24 implements Rule {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Words WORDS = new Words(
            new RuleId("MO24"),
            Severity.MEDIUM,
            "Server crashed or was restarted lately",
            """
            After a crash the server repairs itself and goes on, and often only a user has noticed. What made it
            crash (memory, a disk, an extension) is still there, and all statistics, autovacuum's too, begin anew.""",
            """
            Read the server's log, and the kernel's for the out-of-memory killer, from before the start; be told of
            every restart by an alert.""",
            "18.4.4 Linux Memory Overcommit; Chapter 28 Monitoring Database Activity");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Duration discarded =
                facts.live().counters().discarded().map(Duration::ofSeconds).orElse(DAY);
        if (age(facts, made(facts)).compareTo(DAY) < 0) {
            return new Verdict.Skipped("the server was made less than a day ago");
        }
        if (discarded.compareTo(DAY) < 0) {
            return Verdict.of(List.of(found(
                    facts,
                    "less than a day ago all statistics began anew, as after a crash, a stop in immediate mode or a"
                            + " restore")));
        }
        return age(facts, facts.server().started()).compareTo(DAY) < 0
                ? Verdict.of(List.of(found(facts, "the server was restarted in good order less than a day ago")
                        .at(Severity.INFO)))
                : new Verdict.Passed();
    }

    private static Duration age(Facts facts, Instant event) {
        return Duration.between(event, facts.server().at());
    }

    /// When the cluster was made: the upper half of its identifier, in seconds.
    private static Instant made(Facts facts) {
        String identifier = facts.server().systemIdentifier();
        return identifier.isEmpty()
                ? Instant.EPOCH
                : Instant.ofEpochSecond(Long.parseUnsignedLong(identifier) >>> Integer.SIZE);
    }

    private Finding found(Facts facts, String evidence) {
        return finding(
                new Subject("server", "PostgreSQL " + facts.server().major()),
                evidence,
                Mend.procedure(words().remedy()),
                0);
    }
}
