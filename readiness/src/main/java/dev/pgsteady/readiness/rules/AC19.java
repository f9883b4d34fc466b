package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Everybody may create objects in a schema.
@AutoService(Rule.class)
public final class AC19 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC19"),
            Severity.HIGH,
            "Everybody may create objects in a schema",
            """
            Whoever may create in a schema that others have on their search_path can put a function or table there
            that runs with their rights instead of the one they meant. Databases that began before PostgreSQL 15
            keep this right on public through every upgrade.""",
            """
            Revoke CREATE from PUBLIC and grant it to the roles that make objects.""",
            "5.9.6 Usage Patterns");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.schema().namespaces().stream()
                .filter(n -> n.extension().isEmpty())
                .filter(n -> n.grants().stream()
                        .anyMatch(g -> g.toPublic() && g.privilege().equals("CREATE")))
                .map(n -> finding(
                        new Subject("schema", Sql.identifier(n.name())),
                        "every role that can connect may create objects in schema %s"
                                .formatted(Sql.identifier(n.name())),
                        Mend.sql("REVOKE CREATE ON SCHEMA %s FROM PUBLIC;".formatted(Sql.identifier(n.name()))),
                        0))
                .toList());
    }
}
