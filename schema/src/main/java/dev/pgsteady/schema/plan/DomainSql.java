package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.UserType.DomainCheck;
import dev.pgsteady.schema.UserType.DomainType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Domains as statements.
final class DomainSql {
    private DomainSql() {}

    static List<String> create(DomainType d) {
        StringBuilder sql = new StringBuilder(
                "CREATE DOMAIN %s AS %s".formatted(d.name().sql(), d.base().sql()));
        d.collation().ifPresent(c -> sql.append(" COLLATE ").append(c.sql()));
        d.defaultExpression().ifPresent(e -> sql.append(" DEFAULT ").append(e));
        if (d.notNull()) {
            sql.append(" NOT NULL");
        }
        List<String> all = new ArrayList<>();
        for (DomainCheck c : d.checks()) {
            if (c.validated()) {
                sql.append(" CONSTRAINT ")
                        .append(Sql.identifier(c.name()))
                        .append(' ')
                        .append(c.definition());
            } else {
                all.add(add(d, c));
            }
        }
        all.addFirst(sql.toString());
        return all;
    }

    static Optional<List<String>> alter(DomainType old, DomainType wanted) {
        if (!old.base().sql().equals(wanted.base().sql()) || !old.collation().equals(wanted.collation())) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        old.checks().stream()
                .filter(c -> !wanted.checks().contains(c) && !validates(c, wanted))
                .forEach(c -> sql.add(begin(wanted) + "DROP CONSTRAINT " + Sql.identifier(c.name())));
        if (!old.defaultExpression().equals(wanted.defaultExpression())) {
            sql.add(begin(wanted)
                    + wanted.defaultExpression().map(e -> "SET DEFAULT " + e).orElse("DROP DEFAULT"));
        }
        if (old.notNull() != wanted.notNull()) {
            sql.add(begin(wanted) + (wanted.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
        }
        for (DomainCheck c : wanted.checks()) {
            if (old.checks().stream().anyMatch(o -> validates(o, c))) {
                sql.add(begin(wanted) + "VALIDATE CONSTRAINT " + Sql.identifier(c.name()));
            } else if (!old.checks().contains(c)) {
                sql.add(add(wanted, c));
            }
        }
        return Optional.of(sql);
    }

    private static boolean validates(DomainCheck old, DomainType wanted) {
        return wanted.checks().stream().anyMatch(c -> validates(old, c));
    }

    private static boolean validates(DomainCheck old, DomainCheck wanted) {
        return old.name().equals(wanted.name())
                && !old.validated()
                && wanted.validated()
                && old.definition().replace(" NOT VALID", "").equals(wanted.definition());
    }

    private static String add(DomainType d, DomainCheck c) {
        return begin(d) + "ADD CONSTRAINT " + Sql.identifier(c.name()) + " " + c.definition();
    }

    private static String begin(DomainType d) {
        return "ALTER DOMAIN " + d.name().sql() + " ";
    }
}
