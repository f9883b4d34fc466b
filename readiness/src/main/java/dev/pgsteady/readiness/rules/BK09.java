package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.stream.Stream;

/// Crash safety switched off.
@AutoService(Rule.class)
public final class BK09 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK09"),
            Severity.CRITICAL,
            "Crash safety switched off",
            """
            With fsync off a power failure can leave the whole cluster beyond repair; with full_page_writes off it
            can tear single pages. Neither shows until the day it happens.""",
            """
            Turn both on. For speed use synchronous_commit = off on the sessions that can lose their last moments.""",
            "30.1 Reliability; 19.5 Write Ahead Log");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Verdict fsync = judge(facts, "fsync", Severity.CRITICAL);
        Verdict pages = judge(facts, "full_page_writes", Severity.HIGH);
        if (fsync instanceof Verdict.Failed(List<Finding> one) && pages instanceof Verdict.Failed(List<Finding> two)) {
            return Verdict.of(Stream.concat(one.stream(), two.stream()).toList());
        }
        return fsync instanceof Verdict.Passed ? pages : fsync;
    }

    private Verdict judge(Facts facts, String setting, Severity severity) {
        return Hidden.bySetting(
                facts,
                setting,
                v -> v.equals("on")
                        ? List.of()
                        : List.of(finding(
                                        Subjects.setting(setting),
                                        "%s is %s".formatted(setting, v),
                                        Adjust.reload(setting, "on"),
                                        0)
                                .at(severity)));
    }
}
