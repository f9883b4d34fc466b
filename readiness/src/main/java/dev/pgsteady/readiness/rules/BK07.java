package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Data checksums are off.
@AutoService(Rule.class)
public final class BK07 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK07"),
            Severity.MEDIUM,
            "Data checksums are off",
            """
            A disk or a controller that returns other bytes than were written goes unnoticed without checksums; the
            damage is copied into every backup until the good ones have expired.""",
            """
            Stop the server cleanly, run pg_checksums --enable, start it again; on a cluster do the standbys first.""",
            "30.2 Data Checksums; pg_checksums");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.bySetting(
                facts,
                "data_checksums",
                v -> v.equals("on")
                        ? List.of()
                        : List.of(finding(
                                Subjects.setting("data_checksums"),
                                "data_checksums is %s".formatted(v),
                                Mend.procedure(words().remedy()),
                                0)));
    }
}
