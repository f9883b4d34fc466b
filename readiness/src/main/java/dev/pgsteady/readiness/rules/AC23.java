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

/// SECURITY DEFINER that everybody may call.
@AutoService(Rule.class)
public final class AC23 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC23"),
            Severity.HIGH,
            "SECURITY DEFINER that everybody may call",
            """
            PostgreSQL grants EXECUTE on a new function to PUBLIC. One that runs with its owner's rights then lends
            them to every role of the server.""",
            """
            Revoke EXECUTE from PUBLIC, grant it to the callers, and change the default for functions made later.""",
            "CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely; 5.7 Privileges");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.schema().routines().stream()
                .filter(r -> r.extension().isEmpty() && r.securityDefiner())
                .filter(r -> Routines.publicMayCall(r) && !Routines.forTriggers(r))
                .map(r -> found(facts, r))
                .toList());
    }

    private Finding found(Facts facts, Routine routine) {
        boolean closed = facts.schema().namespaces().stream()
                .filter(n -> n.name().equals(routine.name().schema()))
                .noneMatch(n -> n.grants().stream()
                        .anyMatch(g -> g.toPublic() && g.privilege().equals("USAGE")));
        return finding(
                        Subjects.routine(routine),
                        "PUBLIC may call %s, which runs as %s%s"
                                .formatted(
                                        routine.signature(),
                                        Sql.identifier(routine.owner()),
                                        closed ? "; only the schema, which PUBLIC may not use, stands in the way" : ""),
                        Mend.sql("REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC;".formatted(routine.signature())),
                        0)
                .at(closed ? Severity.LOW : Severity.HIGH);
    }
}
