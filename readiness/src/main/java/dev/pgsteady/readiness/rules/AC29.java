package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import java.util.List;

/// One role may take all connections.
@AutoService(Rule.class)
public final class AC29 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC29"),
            Severity.LOW,
            "One role may take all connections",
            """
            A role without a limit of its own can use up max_connections, by a leak or an attack, and locks out
            every other application of the server, administrators' tools included.""",
            """
            Give each role a limit that covers its pools and stays below max_connections.""",
            "22.2 Role Attributes; 20.3 Connections and Authentication");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        long most = facts.setting("max_connections").map(Long::parseLong).orElse(100L);
        List<Role> roles = Logins.ordinary(facts);
        if (roles.isEmpty()) {
            return new Verdict.Skipped("no ordinary role logs in");
        }
        return Verdict.of(roles.stream()
                .filter(r -> r.connectionLimit() < 0 || r.connectionLimit() >= most)
                .map(r -> finding(
                        Subjects.role(r.name()),
                        "role %s has %s, and the server takes %,d connections in all"
                                .formatted(
                                        Sql.identifier(r.name()),
                                        r.connectionLimit() < 0
                                                ? "no connection limit"
                                                : "a limit of %,d connections".formatted(r.connectionLimit()),
                                        most),
                        Mend.review("ALTER ROLE %s CONNECTION LIMIT %d;"
                                .formatted(Sql.identifier(r.name()), Math.max(1, most / 2))),
                        0))
                .toList());
    }
}
