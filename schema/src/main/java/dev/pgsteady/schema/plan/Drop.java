package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.List;

/// The statements that take a part away.
///
/// @param initial the rights that an object has before anybody grants any
record Drop(Initial initial) {
    List<String> of(Part part) {
        return switch (part) {
            case Part.NamespacePart n -> plain(n);
            case Part.ExtensionPart e -> plain(e);
            case Part.TypePart t -> plain(t);
            case Part.DomainConstraintPart c -> List.of(DomainSql.drop(c));
            case Part.SequencePart s -> plain(s);
            case Part.SequenceOwnerPart s -> List.of("ALTER SEQUENCE " + s.id().sql() + " OWNED BY NONE");
            case Part.TablePart t -> plain(t);
            case Part.ColumnPart c ->
                c.inherited()
                        ? List.of()
                        : List.of("ALTER TABLE %s DROP COLUMN %s"
                                .formatted(c.id().qualified().sql(), Sql.identifier(c.id().part())));
            case Part.DefaultPart d -> List.of(Create.alterDefault(d.id(), "DROP DEFAULT"));
            case Part.ConstraintPart c -> c.inherited() ? List.of() : List.of(ConstraintSql.drop(c));
            case Part.IndexPart i -> i.index().parent().isPresent() ? List.of() : plain(i);
            case Part.PartitionPart p -> List.of(detach(p));
            case Part.MarksPart m -> TableSql.marks(m, TableSql.unmarked(m.id()));
            case Part.ViewPart v -> plain(v);
            case Part.RoutinePart r -> plain(r);
            case Part.TriggerPart t -> plain(t);
            case Part.PolicyPart p -> plain(p);
            case Part.OtherPart o -> List.of(OtherSql.drop(o));
            case Part.NotedPart n -> throw Create.noted(n);
            case Part.OwnerPart ignored -> List.of();
            case Part.GrantsPart g ->
                g.of().kind() == Kind.COLUMN ? Grants.between(g.grants(), List.of(), g.of()) : List.of();
            case Part.CommentPart c -> List.of(Create.comment(c, "NULL"));
            case Part.DefaultPrivilegesPart d -> Create.defaults(d, d.grants(), initial.of(d));
        };
    }

    static String detach(Part.PartitionPart p) {
        return "ALTER TABLE %s DETACH PARTITION %s".formatted(p.of().parent().sql(), p.id().sql());
    }

    private static List<String> plain(Part part) {
        return List.of("DROP " + part.id().words());
    }
}
