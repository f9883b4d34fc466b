package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Routine;

/// SECURITY DEFINER without a search_path of its own.
@AutoService(Rule.class)
public final class AC22 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC22"),
            Severity.HIGH,
            "SECURITY DEFINER without a search_path of its own",
            """
            The function runs with its owner's rights but finds tables and operators by the caller's search_path. A
            caller puts an object of the same name in front, in a temporary schema for one, and the owner's rights
            run it.""",
            """
            Pin the path to the schemas that the function needs, pg_temp last.""",
            "CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.schema().routines().stream()
                .filter(r -> r.extension().isEmpty() && r.securityDefiner() && !Routines.pinned(r))
                .map(this::found)
                .toList());
    }

    private Finding found(Routine routine) {
        String schema = Sql.identifier(routine.name().schema());
        return finding(
                        Subjects.routine(routine),
                        "%s runs as %s with the search_path of whoever calls it"
                                .formatted(routine.signature(), Sql.identifier(routine.owner())),
                        Mend.sql("ALTER ROUTINE %s SET search_path = pg_catalog, %s, pg_temp;"
                                .formatted(routine.signature(), schema)),
                        0)
                .at(Routines.publicMayCall(routine) ? Severity.HIGH : Severity.MEDIUM);
    }
}
