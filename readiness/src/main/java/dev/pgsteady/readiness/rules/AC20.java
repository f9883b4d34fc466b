package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Grant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every role of the server may connect to the database.
@AutoService(Rule.class)
public final class AC20 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC20"),
            Severity.MEDIUM,
            "Every role of the server may connect to the database",
            """
            PUBLIC has CONNECT and TEMPORARY on a new database. A role made for another database of the same server
            can log in here, see the whole catalog and fill the disk with temporary tables.""",
            """
            Revoke both from PUBLIC and grant CONNECT to the roles that belong here.""",
            "5.7 Privileges");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<String> open = facts.server().databaseGrants().stream()
                .filter(g -> g.toPublic() && Set.of("CONNECT", "TEMPORARY").contains(g.privilege()))
                .map(Grant::privilege)
                .sorted()
                .toList();
        return open.isEmpty() ? new Verdict.Passed() : Verdict.of(List.of(found(facts, open)));
    }

    private Finding found(Facts facts, List<String> open) {
        String database = Sql.identifier(facts.server().database());
        String grants = Logins.ordinary(facts).stream()
                .filter(r -> facts.server().databaseGrants().stream()
                        .noneMatch(g -> g.grantee().equals(r.name())))
                .map(r -> "GRANT CONNECT ON DATABASE %s TO %s;\n".formatted(database, Sql.identifier(r.name())))
                .collect(Collectors.joining());
        return finding(
                        Subjects.database(facts),
                        "PUBLIC has %s on the database".formatted(String.join(" and ", open)),
                        Mend.review("%sREVOKE %s ON DATABASE %s FROM PUBLIC;"
                                .formatted(grants, String.join(", ", open), database)),
                        0)
                .at(Logins.ordinary(facts).size() > 1 ? Severity.MEDIUM : Severity.LOW);
    }
}
