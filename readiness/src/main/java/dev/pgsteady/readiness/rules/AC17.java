package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Ordinary role with extraordinary attributes.
@AutoService(Rule.class)
public final class AC17 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC17"),
            Severity.HIGH,
            "Ordinary role with extraordinary attributes",
            """
            CREATEROLE makes and changes other roles (before PostgreSQL 16 nearly all of them), BYPASSRLS ignores
            every policy, and REPLICATION reads the whole server's data as it is written.""",
            """
            Take the attribute away, or move it to a role that is used for that purpose alone.""",
            "22.2 Role Attributes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, List<Table>> owned = Logins.tablesByOwner(facts);
        Set<String> writers = facts.tables().stream()
                .flatMap(t -> t.grants().stream())
                .map(Grant::grantee)
                .collect(Collectors.toSet());
        return Verdict.of(Logins.ordinary(facts).stream()
                .filter(r -> r.createRole()
                        || r.bypassRowSecurity()
                        || (r.replication() && (owned.containsKey(r.name()) || writers.contains(r.name()))))
                .map(this::found)
                .toList());
    }

    private Finding found(Role role) {
        List<String> attributes = new ArrayList<>();
        if (role.createRole()) {
            attributes.add("CREATEROLE");
        }
        if (role.bypassRowSecurity()) {
            attributes.add("BYPASSRLS");
        }
        if (role.replication()) {
            attributes.add("REPLICATION");
        }
        String name = Sql.identifier(role.name());
        return finding(
                Subjects.role(role.name()),
                "role %s can log in and has %s".formatted(name, String.join(", ", attributes)),
                Mend.review("ALTER ROLE %s %s;"
                        .formatted(name, attributes.stream().map(a -> "NO" + a).collect(Collectors.joining(" ")))),
                0);
    }
}
