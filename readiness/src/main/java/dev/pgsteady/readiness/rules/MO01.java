package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Statements are not measured.
@AutoService(Rule.class)
public final class MO01 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO01"), Severity.HIGH, "Statements are not measured", """
            Without pg_stat_statements nobody can say which queries cost the time: tuning is guessing, and after an
            incident there is nothing to look at.""", """
            Add pg_stat_statements to shared_preload_libraries, restart, and create the extension.""", "F.30 pg_stat_statements");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Statements statements = facts.live().statements();
        if (!statements.loaded()) {
            return Verdict.of(List.of(finding(
                    Subjects.setting("shared_preload_libraries"),
                    "pg_stat_statements is not loaded",
                    Mend.review(fix(facts)),
                    0)));
        }
        return statements.installed()
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                                Subjects.database(facts),
                                "pg_stat_statements is loaded but not created in this database",
                                Mend.sql("CREATE EXTENSION pg_stat_statements;"),
                                0)
                        .at(Severity.LOW)));
    }

    private static String fix(Facts facts) {
        List<String> libraries = new ArrayList<>();
        facts.setting("shared_preload_libraries")
                .filter(v -> !v.isBlank())
                .ifPresent(v -> Stream.of(v.split(",", -1)).map(String::strip).forEach(libraries::add));
        libraries.remove("pg_stat_statements");
        libraries.add("pg_stat_statements");
        return """
                ALTER SYSTEM SET shared_preload_libraries = %s;
                -- restart the server, then
                CREATE EXTENSION IF NOT EXISTS pg_stat_statements;""".formatted(libraries.stream().map(l -> Sql.literal(l).strip()).collect(Collectors.joining(", ")));
    }
}
