package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Cluster.Membership;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Schema.Extension;
import dev.pgsteady.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Who logs in, and what kind of role it is.
final class Logins {
    /// The administrators that hosting services put into every database; their rights are the service's business.
    private static final Pattern MANAGED = Pattern.compile("rds.*|azure.*|cloudsql.*|alloydb.*|supabase.*"
            + "|authenticator|dashboard_user|pgbouncer|neon_superuser|cloud_admin|_?doadmin.*|avnadmin|_aiven|tsdbadmin"
            + "|crunchy.*|_crunchy.*|ibm.*|heroku.*|streaming_replica|cnpg.*|patroni|aurora.*|pganalyze|ccp_.*");

    private Logins() {}

    /// Whether a hosting service made it.
    static boolean managed(String role) {
        return MANAGED.matcher(role).matches();
    }

    /// The superuser that `initdb` made: `postgres`, else the owner of the language that every database is born with,
    /// else the only superuser.
    static Optional<String> bootstrap(Facts facts) {
        List<String> superusers = facts.snapshot().cluster().roles().stream()
                .filter(Role::superuser)
                .map(Role::name)
                .toList();
        if (superusers.contains("postgres") || superusers.size() == 1) {
            return Optional.of(superusers.contains("postgres") ? "postgres" : superusers.get(0));
        }
        return facts.schema().extensions().stream()
                .filter(e -> e.name().equals("plpgsql"))
                .map(Extension::owner)
                .filter(superusers::contains)
                .findFirst();
    }

    /// The login roles that are neither superusers nor a hosting service's: people and programs.
    static List<Role> ordinary(Facts facts) {
        return facts.loginRoles().stream()
                .filter(r -> !r.superuser() && !managed(r.name()))
                .toList();
    }

    /// The roles whose rights this one has through others, however far.
    static Set<String> groups(Facts facts, String role) {
        Set<String> groups = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(role));
        while (!open.isEmpty()) {
            String member = open.pop();
            for (Membership membership : facts.snapshot().cluster().memberships()) {
                if (membership.member().equals(member) && groups.add(membership.role())) {
                    open.push(membership.role());
                }
            }
        }
        return groups;
    }

    /// The team's tables by owner, partitions left out; owners in name order.
    static Map<String, List<Table>> tablesByOwner(Facts facts) {
        Map<String, List<Table>> owned = new TreeMap<>();
        for (Table table : facts.tables()) {
            if (!table.isPartition()) {
                owned.computeIfAbsent(table.owner(), o -> new ArrayList<>()).add(table);
            }
        }
        return owned;
    }

    /// The names as a list in a sentence, at most three of them.
    static String some(List<QualifiedName> names) {
        String first = String.join(
                ", ", names.stream().limit(3).map(QualifiedName::sql).toList());
        return names.size() <= 3 ? first : first + " and %,d more".formatted(names.size() - 3);
    }
}
