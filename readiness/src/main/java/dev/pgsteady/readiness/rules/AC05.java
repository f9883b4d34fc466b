package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// pg_hba.conf has lines that the server cannot read.
@AutoService(Rule.class)
public final class AC05 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC05"),
            Severity.HIGH,
            "pg_hba.conf has lines that the server cannot read",
            """
            A reload with a broken line is refused whole, and only the log says so: the rules in force are older
            than the file, and at the next restart the server does not start at all.""",
            """
            Mend the line, reload, and look at pg_hba_file_rules again.""",
            "53.10 pg_hba_file_rules");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.orHba(facts, this::judge);
    }

    private Verdict judge(List<HbaRule> lines) {
        return Verdict.of(lines.stream()
                .filter(l -> l.error().isPresent())
                .map(l -> finding(
                        new Subject("hba", "line " + l.line()),
                        "line %d of pg_hba.conf cannot be read: %s"
                                .formatted(l.line(), l.error().orElse("")),
                        Mend.procedure(
                                "Mend line %d of pg_hba.conf, then: SELECT pg_reload_conf();".formatted(l.line())),
                        0))
                .toList());
    }
}
