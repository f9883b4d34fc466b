package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The statements that turn one part into another of the same id.
final class Alter {
    private Alter() {}

    /// Empty when the part has to be dropped and made again.
    static Optional<List<String>> between(Part old, Part wanted) {
        return switch (wanted) {
            case Part.NamespacePart ignored -> Optional.of(List.of());
            case Part.DomainConstraintPart c ->
                old instanceof Part.DomainConstraintPart o ? DomainSql.alter(o, c) : Optional.empty();
            case Part.ExtensionPart e when e.fixed() -> Optional.empty();
            case Part.ExtensionPart e ->
                Optional.of(List.of(
                        "ALTER EXTENSION %s SET SCHEMA %s".formatted(e.id().sql(), Sql.identifier(e.namespace()))));
            case Part.TypePart t ->
                old instanceof Part.TypePart o ? TypeSql.alter(o.type(), t.type()) : Optional.empty();
            case Part.SequencePart s ->
                old instanceof Part.SequencePart o ? Optional.of(SequenceSql.alter(o, s)) : Optional.empty();
            case Part.SequenceOwnerPart s -> Optional.of(List.of(SequenceSql.owner(s)));
            case Part.TablePart t -> old instanceof Part.TablePart o ? TableSql.alter(o, t) : Optional.empty();
            case Part.ColumnPart c -> old instanceof Part.ColumnPart o ? ColumnSql.alter(o, c) : Optional.empty();
            case Part.DefaultPart d ->
                Optional.of(List.of(Create.alterDefault(d.id(), "SET DEFAULT " + d.expression())));
            case Part.ConstraintPart c -> constraint(old, c);
            case Part.IndexPart i -> old instanceof Part.IndexPart o ? IndexSql.alter(o, i) : Optional.empty();
            case Part.PartitionPart p -> old instanceof Part.PartitionPart o ? partition(o, p) : Optional.empty();
            case Part.MarksPart m ->
                old instanceof Part.MarksPart o ? Optional.of(TableSql.marks(o, m)) : Optional.empty();
            case Part.ViewPart v -> old instanceof Part.ViewPart o ? ViewSql.alter(o, v) : Optional.empty();
            case Part.RoutinePart r -> old instanceof Part.RoutinePart o ? RoutineSql.alter(o, r) : Optional.empty();
            case Part.TriggerPart t -> trigger(old, t);
            case Part.PolicyPart p -> old instanceof Part.PolicyPart o ? PolicySql.alter(o, p) : Optional.empty();
            case Part.OtherPart ignored -> Optional.empty();
            case Part.NotedPart n -> throw Create.noted(n);
            case Part.OwnerPart o -> Optional.of(List.of(Create.alterOwner(o)));
            case Part.GrantsPart g -> Optional.of(old instanceof Part.GrantsPart o ? grants(o, g) : List.of());
            case Part.CommentPart c ->
                Optional.of(List.of(Create.comment(c, Sql.literal(c.text()).strip())));
            case Part.DefaultPrivilegesPart d ->
                Optional.of(
                        old instanceof Part.DefaultPrivilegesPart o
                                ? Create.defaults(d, o.grants(), d.grants())
                                : List.of());
        };
    }

    /// Other bounds, at once, so that the partition is away from its table for no other change.
    private static Optional<List<String>> partition(Part.PartitionPart old, Part.PartitionPart wanted) {
        return old.of().parent().equals(wanted.of().parent())
                ? Optional.of(List.of(Drop.detach(old), Create.attach(wanted)))
                : Optional.empty();
    }

    /// A new owner takes over what the old one had.
    private static List<String> grants(Part.GrantsPart old, Part.GrantsPart wanted) {
        List<dev.pgsteady.schema.Grant> taken = old.owner().equals(wanted.owner())
                ? old.grants()
                : Grants.comparable(old.grants().stream()
                        .map(g -> g.grantee().equals(old.owner())
                                ? new dev.pgsteady.schema.Grant(wanted.owner(), g.privilege(), g.grantable(), "")
                                : g)
                        .toList());
        return Grants.between(taken, wanted.grants(), wanted.of());
    }

    private static Optional<List<String>> constraint(Part old, Part.ConstraintPart wanted) {
        if (!(old instanceof Part.ConstraintPart o)) {
            return Optional.empty();
        }
        if (o.parentIndex().isPresent() && wanted.parentIndex().isEmpty()) {
            return Optional.empty();
        }
        boolean following = o.follows() && wanted.follows();
        return following && o.constraint() instanceof Constraint.Check
                ? Optional.of(List.of())
                : ConstraintSql.alter(o, wanted);
    }

    private static Optional<List<String>> trigger(Part old, Part.TriggerPart wanted) {
        if (!(old instanceof Part.TriggerPart o) || !o.definition().equals(wanted.definition())) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        sql.add(Create.enable(wanted));
        return Optional.of(sql);
    }
}
