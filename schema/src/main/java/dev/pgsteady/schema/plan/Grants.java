package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Grant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Rights as statements. Who gave a right is not compared.
final class Grants {
    private Grants() {}

    /// Sorted, once each, without the grantor.
    static List<Grant> comparable(List<Grant> grants) {
        return grants.stream()
                .map(g -> new Grant(g.grantee(), g.privilege(), g.grantable(), ""))
                .distinct()
                .sorted(Comparator.comparing(Grant::grantee)
                        .thenComparing(Grant::privilege)
                        .thenComparing(Grant::grantable))
                .toList();
    }

    /// The statements that turn one list of rights on an object into another.
    static List<String> between(List<Grant> old, List<Grant> wanted, ObjectId on) {
        Set<Grant> had = new LinkedHashSet<>(old);
        Set<Grant> has = new LinkedHashSet<>(wanted);
        List<String> sql = new ArrayList<>();
        group(old.stream().filter(g -> !has.contains(g) && !still(g, wanted)))
                .forEach((to, privileges) ->
                        sql.add("REVOKE %s FROM %s".formatted(on(privileges, on), grantee(to.role()))));
        group(old.stream().filter(g -> g.grantable() && !has.contains(g) && still(g, wanted)))
                .forEach((to, privileges) -> sql.add(
                        "REVOKE GRANT OPTION FOR %s FROM %s".formatted(on(privileges, on), grantee(to.role()))));
        group(wanted.stream().filter(g -> !had.contains(g) && !(still(g, old) && !g.grantable())))
                .forEach((to, privileges) -> sql.add("GRANT %s TO %s%s"
                        .formatted(
                                on(privileges, on), grantee(to.role()), to.grantable() ? " WITH GRANT OPTION" : "")));
        return sql;
    }

    /// The same with `ALTER DEFAULT PRIVILEGES`.
    static List<String> defaultsBetween(List<Grant> old, List<Grant> wanted, String prefix, String objects) {
        Set<Grant> had = new LinkedHashSet<>(old);
        Set<Grant> has = new LinkedHashSet<>(wanted);
        List<String> sql = new ArrayList<>();
        group(old.stream().filter(g -> !has.contains(g)))
                .forEach((to, privileges) -> sql.add("%s REVOKE %s ON %s FROM %s"
                        .formatted(prefix, String.join(", ", privileges), objects, grantee(to.role()))));
        group(wanted.stream().filter(g -> !had.contains(g)))
                .forEach((to, privileges) -> sql.add("%s GRANT %s ON %s TO %s%s"
                        .formatted(
                                prefix,
                                String.join(", ", privileges),
                                objects,
                                grantee(to.role()),
                                to.grantable() ? " WITH GRANT OPTION" : "")));
        return sql;
    }

    private record To(String role, boolean grantable) {}

    private static Map<To, List<String>> group(Stream<Grant> grants) {
        Map<To, List<String>> byRole = new LinkedHashMap<>();
        grants.forEach(g -> byRole.computeIfAbsent(new To(g.grantee(), g.grantable()), k -> new ArrayList<>())
                .add(g.privilege()));
        return byRole;
    }

    /// Whether the same right is in the other list, with or without the right to hand it on.
    private static boolean still(Grant grant, List<Grant> others) {
        return others.stream()
                .anyMatch(o ->
                        o.grantee().equals(grant.grantee()) && o.privilege().equals(grant.privilege()));
    }

    private static String on(List<String> privileges, ObjectId on) {
        return switch (on.kind()) {
            case COLUMN ->
                "%s ON TABLE %s"
                        .formatted(
                                String.join(
                                        ", ",
                                        privileges.stream()
                                                .map(p -> p + " (" + Sql.identifier(on.part()) + ")")
                                                .toList()),
                                on.qualified().sql());
            case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE ->
                "%s ON TABLE %s".formatted(String.join(", ", privileges), on.sql());
            case AGGREGATE ->
                "%s ON FUNCTION %s(%s)"
                        .formatted(
                                String.join(", ", privileges),
                                on.qualified().sql(),
                                on.part().replace(" ORDER BY ", ", "));
            default ->
                "%s ON %s %s".formatted(String.join(", ", privileges), on.kind().sql(), on.sql());
        };
    }

    private static String grantee(String role) {
        return role.isEmpty() ? "PUBLIC" : Sql.identifier(role);
    }
}
