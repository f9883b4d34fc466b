package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.UserType.DomainType;
import dev.pgsteady.schema.plan.Part.DomainConstraintPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Domains as statements.
final class DomainSql {
    private DomainSql() {}

    /// @param checks the constraints that come with it
    static List<String> create(DomainType d, List<DomainConstraintPart> checks) {
        StringBuilder sql = new StringBuilder(
                "CREATE DOMAIN %s AS %s".formatted(d.name().sql(), d.base().sql()));
        d.collation().ifPresent(c -> sql.append(" COLLATE ").append(c.sql()));
        d.defaultExpression().ifPresent(e -> sql.append(" DEFAULT ").append(e));
        if (d.notNull()) {
            sql.append(" NOT NULL");
        }
        checks.forEach(c -> sql.append(" CONSTRAINT ")
                .append(Sql.identifier(c.id().part()))
                .append(' ')
                .append(c.definition()));
        return List.of(sql.toString());
    }

    static String add(DomainConstraintPart c) {
        return begin(c) + "ADD CONSTRAINT " + Sql.identifier(c.id().part()) + " " + c.definition();
    }

    static String drop(DomainConstraintPart c) {
        return begin(c) + "DROP CONSTRAINT " + Sql.identifier(c.id().part());
    }

    /// A constraint can be validated in place; any other change makes it anew.
    static Optional<List<String>> alter(DomainConstraintPart old, DomainConstraintPart wanted) {
        boolean validates = !old.validated()
                && wanted.validated()
                && old.definition().replace(" NOT VALID", "").equals(wanted.definition());
        return validates
                ? Optional.of(List.of(begin(wanted) + "VALIDATE CONSTRAINT "
                        + Sql.identifier(wanted.id().part())))
                : Optional.empty();
    }

    private static String begin(DomainConstraintPart c) {
        return "ALTER DOMAIN " + c.id().qualified().sql() + " ";
    }

    static Optional<List<String>> alter(DomainType old, DomainType wanted) {
        if (!old.base().sql().equals(wanted.base().sql()) || !old.collation().equals(wanted.collation())) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        if (!old.defaultExpression().equals(wanted.defaultExpression())) {
            sql.add(begin(wanted)
                    + wanted.defaultExpression().map(e -> "SET DEFAULT " + e).orElse("DROP DEFAULT"));
        }
        if (old.notNull() != wanted.notNull()) {
            sql.add(begin(wanted) + (wanted.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
        }
        return Optional.of(sql);
    }

    private static String begin(DomainType d) {
        return "ALTER DOMAIN " + d.name().sql() + " ";
    }
}
