package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;

/// Audit log asked for and not kept.
///
/// That an audit log is wanted is told by the extension, by the library and by pgaudit's settings. Where none is,
/// nobody asks for one, and the rule does not apply.
@AutoService(Rule.class)
public final class AC31 implements Rule {

    private static final List<String> SAYING = List.of("pgaudit.log", "pgaudit.role");
    private static final Words WORDS = new Words(
            new RuleId("AC31"),
            Severity.MEDIUM,
            "Audit log asked for and not kept",
            """
            pgaudit writes only when its library is loaded and something says what to write. Where one of the two is
            missing the settings stand there and the log has nothing, which is found out when somebody asks what
            happened.""",
            """
            Add pgaudit to shared_preload_libraries and restart, and set pgaudit.log (ddl and role at least) or
            pgaudit.role.""",
            "pgaudit, README; CIS PostgreSQL Benchmark, Logging And Auditing");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Optional<String> libraries = facts.setting("shared_preload_libraries");
        boolean loaded = libraries.filter(l -> l.contains("pgaudit")).isPresent();
        if (!loaded && !asked(facts)) {
            return new Verdict.Skipped("nothing here asks for pgaudit");
        }
        if (libraries.isEmpty()) {
            return Hidden.bySetting(facts, "shared_preload_libraries", l -> List.of());
        }
        if (!loaded) {
            return Verdict.of(List.of(found(
                    "shared_preload_libraries",
                    "pgaudit is installed or set up in this database, and its library is not loaded")));
        }
        return writes(facts)
                ? new Verdict.Passed()
                : Verdict.of(List.of(found("pgaudit.log", "pgaudit is loaded, and no setting says what to write")));
    }

    private static boolean asked(Facts facts) {
        return facts.schema().extensions().stream().anyMatch(e -> e.name().equals("pgaudit"))
                || facts.snapshot().cluster().roleSettings().stream()
                        .anyMatch(s -> s.name().startsWith("pgaudit."));
    }

    private static boolean writes(Facts facts) {
        return SAYING.stream()
                .anyMatch(name -> facts.setting(name).filter(AC31::something).isPresent()
                        || facts.snapshot().cluster().roleSettings().stream()
                                .anyMatch(s -> s.name().equals(name) && something(s.value())));
    }

    private static boolean something(String value) {
        return !value.isBlank() && !value.equalsIgnoreCase("none");
    }

    private Finding found(String setting, String evidence) {
        return finding(Subjects.setting(setting), evidence, Mend.procedure(words().remedy()), 0);
    }
}
