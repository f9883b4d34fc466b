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
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Application owns its tables.
@AutoService(Rule.class)
public final class AC16 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC16"),
            Severity.HIGH,
            "Application owns its tables",
            """
            The owner of a table may drop it, alter it, switch its triggers and row security off, and nothing can be
            revoked from it for good. An application, or whoever speaks through it, needs none of that to read and
            write rows.""",
            """
            Let a role that cannot log in own the objects, and grant the application SELECT, INSERT, UPDATE and
            DELETE.""",
            "5.7 Privileges; 22.3 Role Membership");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, List<Table>> owned = Logins.tablesByOwner(facts);
        if (owned.isEmpty()) {
            return new Verdict.Skipped("there are no tables");
        }
        return Verdict.of(Logins.ordinary(facts).stream()
                .filter(r -> owned.containsKey(r.name()))
                .map(r -> found(facts, r, owned.getOrDefault(r.name(), List.of())))
                .toList());
    }

    private Finding found(Facts facts, Role role, List<Table> tables) {
        String name = Sql.identifier(role.name());
        String holder = Mend.name(role.name(), "owner");
        String owner = Sql.identifier(holder);
        boolean made = facts.snapshot().cluster().roles().stream()
                .anyMatch(r -> r.name().equals(holder));
        boolean apart = tables.stream()
                .flatMap(t -> t.grants().stream())
                .anyMatch(g -> g.privilege().equals("INSERT") && othersLogIn(facts, g.grantee(), role.name()));
        return finding(
                        Subjects.role(role.name()),
                        "role %s can log in and owns %,d tables (%s)%s"
                                .formatted(
                                        name,
                                        tables.size(),
                                        Logins.some(
                                                tables.stream().map(Table::name).toList()),
                                        apart ? ", though others write to them by grants of their own" : ""),
                        Mend.review(made ? "" : "CREATE ROLE %s NOLOGIN;".formatted(owner), """
                                REASSIGN OWNED BY %2$s TO %1$s;
                                GRANT USAGE ON SCHEMA %3$s TO %1$s, %2$s;
                                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %3$s TO %2$s;
                                GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %3$s TO %2$s;
                                ALTER DEFAULT PRIVILEGES FOR ROLE %1$s IN SCHEMA %3$s GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %2$s;
                                ALTER DEFAULT PRIVILEGES FOR ROLE %1$s IN SCHEMA %3$s GRANT USAGE, SELECT ON SEQUENCES TO %2$s;""".formatted(
                                        owner, name, schemas(tables))),
                        tables.stream().mapToLong(facts::rows).sum())
                .at(apart ? Severity.LOW : Severity.HIGH);
    }

    private static boolean othersLogIn(Facts facts, String grantee, String owner) {
        return facts.loginRoles().stream()
                .filter(r -> !r.name().equals(owner) && !r.superuser())
                .anyMatch(r -> r.name().equals(grantee)
                        || Logins.groups(facts, r.name()).contains(grantee));
    }

    private static String schemas(List<Table> tables) {
        return tables.stream()
                .map(t -> Sql.identifier(t.name().schema()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
