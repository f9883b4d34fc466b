package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.Common;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part.ConstraintPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Constraints as statements.
final class ConstraintSql {
    private ConstraintSql() {}

    /// The constraint as a part; empty for what another part says: `NOT NULL` belongs to its column, a
    /// constraint trigger is a trigger.
    static Optional<ConstraintPart> part(Table table, Constraint c) {
        return switch (c) {
            case Constraint.NotNull ignored -> Optional.empty();
            case Constraint.ConstraintTrigger ignored -> Optional.empty();
            case Constraint.ForeignKey f -> Optional.of(part(table, f, Kind.FOREIGN_KEY));
            case Constraint.PrimaryKey p -> Optional.of(part(table, p, Kind.CONSTRAINT));
            case Constraint.Unique u -> Optional.of(part(table, u, Kind.CONSTRAINT));
            case Constraint.Check k -> Optional.of(part(table, k, Kind.CONSTRAINT));
            case Constraint.Exclusion e -> Optional.of(part(table, e, Kind.CONSTRAINT));
        };
    }

    private static ConstraintPart part(Table table, Constraint c, Kind kind) {
        Optional<Index> index = table.indexes().stream()
                .filter(i -> i.constraint().filter(c.name()::equals).isPresent())
                .findFirst();
        return new ConstraintPart(
                ObjectId.of(kind, table.name(), c.name()),
                bare(c),
                c.common().inherited(),
                index.flatMap(Index::parent),
                index.map(Index::options).orElse(List.of()));
    }

    /// Without the comment.
    private static Constraint bare(Constraint c) {
        Common common = c.common();
        Common bare = new Common(
                common.validated(), common.deferrable(), common.deferred(), false, common.enforced(), Optional.empty());
        return switch (c) {
            case Constraint.PrimaryKey p ->
                new Constraint.PrimaryKey(p.name(), p.definition(), p.columns(), p.index(), bare);
            case Constraint.Unique u ->
                new Constraint.Unique(u.name(), u.definition(), u.columns(), u.index(), u.nullsNotDistinct(), bare);
            case Constraint.Check k ->
                new Constraint.Check(k.name(), k.definition(), k.expression(), k.columns(), k.noInherit(), bare);
            case Constraint.Exclusion e ->
                new Constraint.Exclusion(e.name(), e.definition(), e.columns(), e.index(), bare);
            case Constraint.ForeignKey f ->
                new Constraint.ForeignKey(
                        f.name(),
                        f.definition(),
                        f.columns(),
                        f.target(),
                        f.targetColumns(),
                        f.onDelete(),
                        f.onUpdate(),
                        f.match(),
                        bare);
            case Constraint.NotNull n -> n;
            case Constraint.ConstraintTrigger t -> t;
        };
    }

    /// The constraint within `CREATE TABLE`.
    static String clause(ConstraintPart c) {
        return "CONSTRAINT " + Sql.identifier(c.id().part()) + " "
                + c.constraint().definition();
    }

    static List<String> create(ConstraintPart c) {
        List<String> sql =
                new ArrayList<>(List.of("ALTER TABLE " + c.id().qualified().sql() + " ADD " + clause(c)));
        sql.addAll(after(c));
        return sql;
    }

    /// What the clause cannot say.
    static List<String> after(ConstraintPart c) {
        return c.options().isEmpty() ? List.of() : Options.between(alterIndex(c), List.of(), c.options());
    }

    private static String alterIndex(ConstraintPart c) {
        return "ALTER INDEX " + new QualifiedName(c.id().schema(), c.id().part()).sql() + " ";
    }

    static String drop(ConstraintPart c) {
        return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(c.id().qualified().sql(), Sql.identifier(c.id().part()));
    }

    /// Validation and, for foreign keys, deferrability can be changed in place.
    static Optional<List<String>> alter(ConstraintPart old, ConstraintPart wanted) {
        Common from = old.constraint().common();
        Common to = wanted.constraint().common();
        boolean onlyValidated = !from.validated()
                && to.validated()
                && old.constraint()
                        .definition()
                        .replace(" NOT VALID", "")
                        .equals(wanted.constraint().definition());
        if (old.constraint().equals(wanted.constraint())) {
            return Optional.of(Options.between(alterIndex(wanted), old.options(), wanted.options()));
        }
        return onlyValidated
                ? Optional.of(List.of("ALTER TABLE %s VALIDATE CONSTRAINT %s"
                        .formatted(
                                wanted.id().qualified().sql(),
                                Sql.identifier(wanted.id().part()))))
                : Optional.empty();
    }
}
