package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.ArrayList;
import java.util.List;

/// Lines of the log do not say who and when.
@AutoService(Rule.class)
public final class MO04 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO04"),
            Severity.LOW,
            "Lines of the log do not say who and when",
            """
            A line without time, process, role and database cannot be laid beside the application's own log.""",
            """
            Set log_line_prefix, or write csvlog or jsonlog, which carry everything.""",
            "19.8.3 What to Log");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        boolean structured = facts.setting("log_destination")
                .filter(v -> v.contains("csvlog") || v.contains("jsonlog"))
                .isPresent();
        if (structured) {
            return new Verdict.Passed();
        }
        boolean syslog = facts.setting("log_destination")
                .filter(v -> v.contains("syslog"))
                .isPresent();
        return Hidden.bySetting(facts, "log_line_prefix", v -> judge(v, syslog));
    }

    private List<Finding> judge(String prefix, boolean syslog) {
        List<String> missing = new ArrayList<>();
        if (!syslog && !prefix.matches("(?s).*%-?\\d*[mtns].*")) {
            missing.add("time");
        }
        if (!syslog && !prefix.matches("(?s).*%-?\\d*[pc].*")) {
            missing.add("process");
        }
        if (!prefix.matches("(?s).*%-?\\d*u.*")) {
            missing.add("role");
        }
        if (!prefix.matches("(?s).*%-?\\d*d.*")) {
            missing.add("database");
        }
        return missing.isEmpty()
                ? List.of()
                : List.of(finding(
                        Subjects.setting("log_line_prefix"),
                        "log_line_prefix '%s' lacks %s".formatted(prefix, String.join(", ", missing)),
                        Adjust.reload("log_line_prefix", "%m [%p] user=%u,db=%d,app=%a,client=%h "),
                        0));
    }
}
