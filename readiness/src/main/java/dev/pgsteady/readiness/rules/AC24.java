package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Schema.DefaultPrivilege;
import dev.pgsteady.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// New tables would lack the grants of the old ones.
@AutoService(Rule.class)
public final class AC24 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC24"),
            Severity.MEDIUM,
            "New tables would lack the grants of the old ones",
            """
            Grants are on the tables that exist. Without default privileges the next table that this owner makes
            cannot be read by the roles that read all others, and the deployment fails, or somebody grants too much
            in haste.""",
            """
            Give the owner default privileges that match the grants on its tables.""",
            "ALTER DEFAULT PRIVILEGES");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<String> covered = facts.schema().defaultPrivileges().stream()
                .filter(d -> d.objects().equals("TABLES"))
                .map(DefaultPrivilege::owner)
                .collect(Collectors.toSet());
        return Verdict.of(Logins.tablesByOwner(facts).entrySet().stream()
                .filter(e -> !covered.contains(e.getKey()))
                .flatMap(e -> found(e.getKey(), e.getValue()).stream())
                .toList());
    }

    private Optional<Finding> found(String owner, List<Table> tables) {
        Set<String> statements = new TreeSet<>();
        Set<Table> granted = new HashSet<>();
        for (Table table : tables) {
            Map<String, Set<String>> rights = new TreeMap<>();
            table.grants().stream()
                    .filter(g -> !g.toPublic() && !g.grantee().equals(owner))
                    .forEach(g -> rights.computeIfAbsent(g.grantee(), k -> new TreeSet<>())
                            .add(g.privilege()));
            rights.forEach((role, privileges) -> {
                granted.add(table);
                statements.add("ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s GRANT %s ON TABLES TO %s;"
                        .formatted(
                                Sql.identifier(owner),
                                Sql.identifier(table.name().schema()),
                                String.join(", ", privileges),
                                Sql.identifier(role)));
            });
        }
        if (granted.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(finding(
                Subjects.role(owner),
                "%,d of the %,d tables of role %s are granted to others, and it has no default privileges for tables"
                        .formatted(granted.size(), tables.size(), Sql.identifier(owner)),
                Mend.review(String.join("\n", statements)),
                granted.size()));
    }
}
