package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.Part.PolicyPart;
import java.util.List;
import java.util.Optional;

/// Policies of row-level security as statements.
final class PolicySql {
    private PolicySql() {}

    static Table.Policy bare(Table.Policy p) {
        return new Table.Policy(
                p.name(), p.permissive(), p.command(), p.roles(), p.using(), p.withCheck(), Optional.empty());
    }

    static List<String> create(PolicyPart part) {
        Table.Policy p = part.policy();
        return List.of("CREATE POLICY %s AS %s FOR %s TO %s%s"
                .formatted(
                        part.id().sql(),
                        p.permissive() ? "PERMISSIVE" : "RESTRICTIVE",
                        p.command(),
                        roles(p),
                        conditions(p)));
    }

    /// Empty when it has to be made anew: the command, the kind, and a condition that goes cannot be changed.
    static Optional<List<String>> alter(PolicyPart old, PolicyPart wanted) {
        Table.Policy from = old.policy();
        Table.Policy to = wanted.policy();
        boolean anew = from.permissive() != to.permissive()
                || !from.command().equals(to.command())
                || (from.using().isPresent() && to.using().isEmpty())
                || (from.withCheck().isPresent() && to.withCheck().isEmpty());
        return anew
                ? Optional.empty()
                : Optional.of(
                        List.of("ALTER POLICY %s TO %s%s".formatted(wanted.id().sql(), roles(to), conditions(to))));
    }

    private static String conditions(Table.Policy p) {
        return p.using().map(e -> " USING (" + e + ")").orElse("")
                + p.withCheck().map(e -> " WITH CHECK (" + e + ")").orElse("");
    }

    private static String roles(Table.Policy p) {
        return String.join(
                ", ",
                p.roles().stream()
                        .map(r -> r.isEmpty() ? "PUBLIC" : Sql.identifier(r))
                        .toList());
    }
}
