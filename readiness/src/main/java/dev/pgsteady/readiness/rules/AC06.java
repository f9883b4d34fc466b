package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.stream.IntStream;

/// Line of pg_hba.conf that is never reached.
@AutoService(Rule.class)
public final class AC06 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC06"),
            Severity.MEDIUM,
            "Line of pg_hba.conf that is never reached",
            """
            The server takes the first line that fits a client and looks no further. A line behind a wider one does
            nothing, so what its author meant to forbid or to require is not.""",
            """
            Order the lines from narrow to wide, or delete the dead one.""",
            "20.1 The pg_hba.conf File");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.orHba(facts, this::judge);
    }

    private Verdict judge(List<HbaRule> lines) {
        List<HbaRule> readable = lines.stream().filter(l -> l.error().isEmpty()).toList();
        return Verdict.of(IntStream.range(0, readable.size())
                .boxed()
                .flatMap(i -> readable.subList(0, i).stream()
                        .filter(e -> HbaLines.covers(e, readable.get(i)))
                        .limit(1)
                        .map(e -> found(e, readable.get(i))))
                .toList());
    }

    private Finding found(HbaRule earlier, HbaRule later) {
        boolean same = earlier.method().equals(later.method());
        return finding(
                        HbaLines.subject(later),
                        "line %d of pg_hba.conf is never reached: line %d (%s) takes all its clients"
                                .formatted(later.line(), earlier.line(), HbaLines.text(earlier)),
                        Mend.procedure(
                                "Move line %d of pg_hba.conf before line %d, or delete it; then: SELECT pg_reload_conf();"
                                        .formatted(later.line(), earlier.line())),
                        0)
                .at(same ? Severity.LOW : Severity.MEDIUM);
    }
}
