package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The statements that make a part where it is not.
///
/// @param initial the rights that a new object has before anybody grants any
/// @param family  what a table has from its parents
record Create(Initial initial, Family family) {
    /// @param part     what to make
    /// @param absorbed what its statement makes along with it
    List<String> of(Part part, List<Part> absorbed) {
        return switch (part) {
            case Part.NamespacePart n -> List.of("CREATE SCHEMA " + n.id().sql());
            case Part.ExtensionPart e ->
                List.of("CREATE EXTENSION IF NOT EXISTS %s WITH SCHEMA %s"
                        .formatted(e.id().sql(), Sql.identifier(e.namespace())));
            case Part.TypePart t -> type(t, absorbed);
            case Part.DomainConstraintPart c -> List.of(DomainSql.add(c));
            case Part.SequencePart s -> SequenceSql.create(s);
            case Part.SequenceOwnerPart s -> List.of(SequenceSql.owner(s));
            case Part.TablePart t -> table(t, absorbed);
            case Part.ColumnPart c -> column(c, absorbed);
            case Part.DefaultPart d -> List.of(alterDefault(d.id(), "SET DEFAULT " + d.expression()));
            case Part.ConstraintPart c -> c.follows() ? List.of() : ConstraintSql.create(c);
            case Part.IndexPart i -> IndexSql.create(i);
            case Part.PartitionPart p -> List.of(attach(p));
            case Part.MarksPart m -> TableSql.marks(TableSql.unmarked(m.id()), m);
            case Part.ViewPart v -> ViewSql.create(v);
            case Part.RoutinePart r -> RoutineSql.create(r);
            case Part.TriggerPart t -> trigger(t);
            case Part.PolicyPart p -> PolicySql.create(p);
            case Part.OtherPart o -> OtherSql.create(o);
            case Part.NotedPart n -> throw noted(n);
            case Part.OwnerPart o -> owner(o);
            case Part.GrantsPart g -> Grants.between(initial.of(g), g.grants(), g.of());
            case Part.CommentPart c -> List.of(comment(c, Sql.literal(c.text()).strip()));
            case Part.DefaultPrivilegesPart d -> defaults(d, initial.of(d), d.grants());
        };
    }

    static String attach(Part.PartitionPart p) {
        return "ALTER TABLE %s ATTACH PARTITION %s %s".formatted(p.of().parent().sql(), p.id().sql(), p.of().bound());
    }

    static Unplannable noted(Part.NotedPart part) {
        return new Unplannable(part.id(), "they are recognised and not planned, so do this by hand");
    }

    private static List<String> type(Part.TypePart t, List<Part> absorbed) {
        return t.type() instanceof UserType.DomainType domain
                ? DomainSql.create(
                        domain,
                        absorbed.stream()
                                .filter(Part.DomainConstraintPart.class::isInstance)
                                .map(Part.DomainConstraintPart.class::cast)
                                .toList())
                : TypeSql.create(t.type());
    }

    private List<String> table(Part.TablePart t, List<Part> absorbed) {
        if (t.id().kind() == Kind.FOREIGN_TABLE) {
            throw new Unplannable(t.id(), "foreign tables are not planned: their options may hold secrets");
        }
        Map<String, String> defaults = new java.util.HashMap<>();
        absorbed.forEach(p -> {
            if (p instanceof Part.DefaultPart d) {
                defaults.put(d.id().part(), d.expression());
            }
        });
        boolean typed = t.shape().ofType().isPresent();
        List<String> elements = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (Part part : absorbed) {
            if (part instanceof Part.ColumnPart c) {
                boolean there = typed || (c.inherited() && !t.shape().inherits().isEmpty());
                Optional<String> value = Optional.ofNullable(defaults.get(c.id().part()));
                if (!there) {
                    elements.add(ColumnSql.clause(c, value));
                    after.addAll(ColumnSql.after(c));
                } else {
                    after.addAll(family.beyondParents(c, value));
                }
            }
        }
        for (Part part : absorbed) {
            if (part instanceof Part.ConstraintPart c
                    && !(c.follows() && !t.shape().inherits().isEmpty())) {
                elements.add(ConstraintSql.clause(c));
                after.addAll(ConstraintSql.after(c));
            }
        }
        List<String> sql = new ArrayList<>(TableSql.create(t, elements));
        sql.addAll(after);
        return sql;
    }

    private static List<String> column(Part.ColumnPart c, List<Part> absorbed) {
        if (c.inherited()) {
            return List.of();
        }
        Optional<String> value = absorbed.stream()
                .filter(Part.DefaultPart.class::isInstance)
                .map(d -> ((Part.DefaultPart) d).expression())
                .findFirst();
        List<String> sql = new ArrayList<>();
        sql.add("ALTER TABLE %s ADD COLUMN %s".formatted(c.id().qualified().sql(), ColumnSql.clause(c, value)));
        sql.addAll(ColumnSql.after(c));
        return sql;
    }

    private static List<String> trigger(Part.TriggerPart t) {
        List<String> sql = new ArrayList<>(List.of(t.definition()));
        if (t.enabled() != 'O') {
            sql.add(enable(t));
        }
        return sql;
    }

    static String enable(Part.TriggerPart t) {
        return "ALTER TABLE %s %s TRIGGER %s"
                .formatted(
                        t.id().qualified().sql(),
                        switch (t.enabled()) {
                            case 'D' -> "DISABLE";
                            case 'R' -> "ENABLE REPLICA";
                            case 'A' -> "ENABLE ALWAYS";
                            default -> "ENABLE";
                        },
                        Sql.identifier(t.id().part()));
    }

    /// @param column its id, or that of its default
    static String alterDefault(ObjectId column, String action) {
        return "ALTER TABLE %s ALTER COLUMN %s %s"
                .formatted(column.qualified().sql(), Sql.identifier(column.part()), action);
    }

    private List<String> owner(Part.OwnerPart o) {
        return initial.role().equals(o.role()) ? List.of() : List.of(alterOwner(o));
    }

    static String alterOwner(Part.OwnerPart o) {
        return "ALTER %s OWNER TO %s".formatted(o.of().words(), Sql.identifier(o.role()));
    }

    static String comment(Part.CommentPart c, String text) {
        return "COMMENT ON %s IS %s".formatted(c.of().words(), text);
    }

    static List<String> defaults(
            Part.DefaultPrivilegesPart d, List<dev.pgsteady.schema.Grant> from, List<dev.pgsteady.schema.Grant> to) {
        String prefix = "ALTER DEFAULT PRIVILEGES FOR ROLE " + Sql.identifier(d.owner())
                + d.namespace().map(n -> " IN SCHEMA " + Sql.identifier(n)).orElse("");
        return Grants.defaultsBetween(from, to, prefix, d.objects());
    }
}
