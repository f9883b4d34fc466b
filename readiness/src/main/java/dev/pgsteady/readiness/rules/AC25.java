package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Membership;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Schema.Namespace;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rights of a role that nobody can be.
///
/// Known from roles, memberships and grants. Who last logged in, and when, no catalog keeps, so that only a role
/// that nobody can be counts. The role that pgaudit watches by (pgaudit.role) has rights and no members on purpose.
@AutoService(Rule.class)
public final class AC25 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC25"),
            Severity.LOW,
            "Rights of a role that nobody can be",
            """
            The role cannot log in, has no members and owns nothing, so that its rights serve nobody. They make
            every review longer, and come to life for whoever is made its member by mistake.""",
            """
            Take its rights away and drop it, or make those its members for whom it was meant.""",
            "22.4 Dropping Roles; 22.3 Role Membership");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<String> members = facts.snapshot().cluster().memberships().stream()
                .map(Membership::role)
                .collect(Collectors.toSet());
        Map<String, Long> rights = rights(facts.schema())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        Set<String> owners = owners(facts);
        return Verdict.of(facts.snapshot().cluster().roles().stream()
                .filter(r -> !r.login() && !r.superuser() && !r.name().startsWith("pg_"))
                .map(Role::name)
                .filter(r -> rights.containsKey(r) && !members.contains(r) && !owners.contains(r))
                .filter(r -> !Logins.managed(r) && !facts.settingIs("pgaudit.role", r))
                .map(r -> found(r, rights.getOrDefault(r, 0L)))
                .toList());
    }

    /// The grantee of each object that somebody has a right on, once for each object.
    private static Stream<String> rights(Schema schema) {
        Stream<List<Grant>> grants = Stream.of(
                        schema.tables().stream().map(Table::grants),
                        schema.views().stream().map(View::grants),
                        schema.sequences().stream().map(Sequence::grants),
                        schema.routines().stream().map(Routine::grants),
                        schema.namespaces().stream().map(Namespace::grants))
                .flatMap(Function.identity());
        return grants.flatMap(g -> g.stream().map(Grant::grantee).distinct());
    }

    private static Set<String> owners(Facts facts) {
        Schema schema = facts.schema();
        Set<String> owners = new HashSet<>(Set.of(facts.server().databaseOwner()));
        schema.tables().forEach(t -> owners.add(t.owner()));
        schema.views().forEach(v -> owners.add(v.owner()));
        schema.sequences().forEach(s -> owners.add(s.owner()));
        schema.routines().forEach(r -> owners.add(r.owner()));
        schema.types().forEach(t -> owners.add(t.common().owner()));
        schema.namespaces().forEach(n -> owners.add(n.owner()));
        schema.others().forEach(o -> owners.add(o.owner()));
        return owners;
    }

    private Finding found(String role, long objects) {
        String name = Sql.identifier(role);
        return finding(
                Subjects.role(role),
                "role %s has rights on %,d objects, and nobody can log in as it or is its member"
                        .formatted(name, objects),
                Mend.review(
                        "DROP OWNED BY %s;".formatted(name),
                        "-- the same in the other databases where it has rights, then:",
                        "DROP ROLE %s;".formatted(name)),
                objects);
    }
}
