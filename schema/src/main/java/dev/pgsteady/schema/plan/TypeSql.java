package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.UserType.CompositeType;
import dev.pgsteady.schema.UserType.DomainType;
import dev.pgsteady.schema.UserType.EnumType;
import dev.pgsteady.schema.UserType.RangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Types and domains as statements.
final class TypeSql {
    private static final UserType.Common BARE = new UserType.Common("", List.of(), Optional.empty(), Optional.empty());

    private TypeSql() {}

    /// Without owner, grants and comment.
    static UserType bare(UserType type) {
        return switch (type) {
            case EnumType e -> new EnumType(e.name(), e.labels(), BARE);
            case DomainType d ->
                new DomainType(d.name(), d.base(), d.notNull(), d.defaultExpression(), d.collation(), List.of(), BARE);
            case CompositeType c ->
                new CompositeType(
                        c.name(), c.attributes().stream().map(TypeSql::bare).toList(), BARE);
            case RangeType r ->
                new RangeType(
                        r.name(),
                        r.subtype(),
                        r.operatorClass(),
                        r.collation(),
                        r.canonical(),
                        r.difference(),
                        r.multirange(),
                        BARE);
            case UserType.BaseType b -> new UserType.BaseType(b.name(), BARE);
        };
    }

    private static Column bare(Column c) {
        return new Column(
                c.name(),
                0,
                c.type(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                c.collation(),
                ' ',
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }

    static List<String> create(UserType type) {
        String name = type.name().sql();
        return switch (type) {
            case EnumType e ->
                List.of("CREATE TYPE %s AS ENUM (%s)"
                        .formatted(name, e.labels().stream().map(Sql::literal).collect(Collectors.joining(", "))));
            case DomainType d -> DomainSql.create(d, List.of());
            case CompositeType c ->
                List.of("CREATE TYPE %s AS (%s)"
                        .formatted(
                                name,
                                c.attributes().stream().map(TypeSql::attribute).collect(Collectors.joining(", "))));
            case RangeType r -> List.of(range(r));
            case UserType.BaseType b ->
                throw new Unplannable(ObjectId.of(ObjectId.Kind.TYPE, b.name()), "base types are written in C");
        };
    }

    private static String attribute(Column c) {
        return Sql.identifier(c.name()) + " " + c.type().sql()
                + c.collation().map(o -> " COLLATE " + o.sql()).orElse("");
    }

    private static String range(RangeType r) {
        StringBuilder sql = new StringBuilder("CREATE TYPE %s AS RANGE (SUBTYPE = %s"
                .formatted(r.name().sql(), r.subtype().sql()));
        r.operatorClass().ifPresent(o -> option(sql, "SUBTYPE_OPCLASS", o));
        r.collation().ifPresent(o -> option(sql, "COLLATION", o));
        r.canonical().ifPresent(o -> option(sql, "CANONICAL", o));
        r.difference().ifPresent(o -> option(sql, "SUBTYPE_DIFF", o));
        r.multirange().ifPresent(o -> option(sql, "MULTIRANGE_TYPE_NAME", o));
        return sql.append(')').toString();
    }

    private static void option(StringBuilder sql, String word, QualifiedName value) {
        sql.append(", ").append(word).append(" = ").append(value.sql());
    }

    /// Empty when the type has to be made anew.
    static Optional<List<String>> alter(UserType old, UserType wanted) {
        if (old instanceof EnumType from && wanted instanceof EnumType to) {
            return labels(from, to);
        }
        if (old instanceof DomainType from && wanted instanceof DomainType to) {
            return DomainSql.alter(from, to);
        }
        if (old instanceof CompositeType from && wanted instanceof CompositeType to) {
            return reachable(from, to) ? Optional.of(attributes(from, to)) : Optional.empty();
        }
        return Optional.empty();
    }

    /// Labels can be added anywhere; none can go or move.
    private static Optional<List<String>> labels(EnumType old, EnumType wanted) {
        List<String> kept =
                wanted.labels().stream().filter(old.labels()::contains).toList();
        if (!kept.equals(old.labels())) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        String before = "";
        for (String label : wanted.labels()) {
            if (!old.labels().contains(label)) {
                String place = place(old, before);
                sql.add("ALTER TYPE %s ADD VALUE %s%s"
                        .formatted(wanted.name().sql(), Sql.literal(label).strip(), place));
            }
            before = label;
        }
        return Optional.of(sql);
    }

    /// Behind the label before it, or in front of all that are there.
    private static String place(EnumType old, String before) {
        if (!before.isEmpty()) {
            return " AFTER " + Sql.literal(before).strip();
        }
        return old.labels().stream()
                .findFirst()
                .map(first -> " BEFORE " + Sql.literal(first).strip())
                .orElse("");
    }

    /// Whether an attribute that both have gets another type, which is refused while a column has the composite type.
    static boolean retypes(CompositeType old, CompositeType wanted) {
        return wanted.attributes().stream()
                .anyMatch(c ->
                        named(old, c.name()).filter(from -> !from.equals(c)).isPresent());
    }

    /// The attributes that go and come, without those that get another type.
    static List<String> comingAndGoing(CompositeType old, CompositeType wanted) {
        CompositeType met = new CompositeType(
                wanted.name(),
                wanted.attributes().stream()
                        .map(c -> named(old, c.name()).orElse(c))
                        .toList(),
                wanted.common());
        return attributes(old, met);
    }

    /// New attributes come at the end; no other order can be reached.
    static boolean reachable(CompositeType old, CompositeType wanted) {
        List<String> order = new ArrayList<>();
        old.attributes().stream()
                .map(Column::name)
                .filter(n -> named(wanted, n).isPresent())
                .forEach(order::add);
        wanted.attributes().stream()
                .map(Column::name)
                .filter(n -> named(old, n).isEmpty())
                .forEach(order::add);
        return order.equals(wanted.attributes().stream().map(Column::name).toList());
    }

    private static List<String> attributes(CompositeType old, CompositeType wanted) {
        List<String> sql = new ArrayList<>();
        String alter = "ALTER TYPE " + wanted.name().sql() + " ";
        for (Column c : old.attributes()) {
            if (named(wanted, c.name()).isEmpty()) {
                sql.add(alter + "DROP ATTRIBUTE " + Sql.identifier(c.name()));
            }
        }
        for (Column c : wanted.attributes()) {
            Optional<Column> from = named(old, c.name());
            if (from.isEmpty()) {
                sql.add(alter + "ADD ATTRIBUTE " + attribute(c));
            } else if (!from.get().equals(c)) {
                sql.add(alter
                        + "ALTER ATTRIBUTE %s TYPE %s%s"
                                .formatted(
                                        Sql.identifier(c.name()),
                                        c.type().sql(),
                                        c.collation()
                                                .map(o -> " COLLATE " + o.sql())
                                                .orElse("")));
            }
        }
        return sql;
    }

    private static Optional<Column> named(CompositeType type, String name) {
        return type.attributes().stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
