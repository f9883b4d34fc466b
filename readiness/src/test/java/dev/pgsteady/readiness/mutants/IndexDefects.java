package dev.pgsteady.readiness.mutants;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.mutants.Defect.Consequence;
import dev.pgsteady.readiness.mutants.Original.Reference;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Indexes that are missing, useless or broken.
final class IndexDefects {
    private static final Consequence SERVED =
            Consequence.of("IX01", "the index may have served a second foreign key of the table");

    private IndexDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("IX01", "drop the index of a foreign key", IndexDefects::dropped, SERVED),
                Defect.of("IX01", "make the index of a foreign key partial", IndexDefects::partial, SERVED),
                Defect.of("IX01", "put a column in front of a foreign key's index", IndexDefects::behind, SERVED),
                Defect.of("IX02", "leave an index invalid", IndexDefects::invalid, SERVED),
                Defect.of(
                        "IX03",
                        "repeat an index",
                        IndexDefects::repeated,
                        Consequence.of("IX13", "the copy is as useless as what it copies"),
                        Consequence.of("IX15", "the copy leaves out as little as what it copies")),
                Defect.of("IX04", "add an index over the first columns of another", IndexDefects::prefix),
                Defect.of(
                        "MG09",
                        "leave an index of REINDEX CONCURRENTLY behind",
                        IndexDefects::leftover,
                        Consequence.of("IX02", "what is left behind is invalid")),
                Defect.of("IX13", "add a btree over a document or an array", IndexDefects::inside),
                Defect.of("IX15", "add an index limited to rows that are all", IndexDefects::limitless));
    }

    /// A foreign key and the one index that begins with its columns.
    private record Served(Reference reference, Index index) {
        Table table() {
            return reference.table();
        }

        String drop() {
            return "DROP INDEX %s; ".formatted(index.name().sql());
        }

        Mutant mutant(String sql) {
            return Mutant.of(table(), reference.subject(), sql);
        }
    }

    private static Stream<Served> served(Original original) {
        return original.references()
                .flatMap(r -> only(r)
                        .filter(i -> !i.unique() && i.predicate().isEmpty() && i.valid())
                        .map(i -> new Served(r, i))
                        .stream());
    }

    /// The one index of the table that begins with the columns, whatever else it is.
    private static Optional<Index> only(Reference reference) {
        Set<String> columns = Set.copyOf(reference.key().columns());
        List<Index> leading = reference.table().indexes().stream()
                .filter(i -> i.keys().size() >= columns.size())
                .filter(i -> i.keys().stream()
                        .limit(columns.size())
                        .flatMap(k -> k.column().stream())
                        .collect(Collectors.toSet())
                        .equals(columns))
                .toList();
        return leading.size() == 1 ? Optional.of(leading.getFirst()) : Optional.empty();
    }

    private static Stream<Mutant> dropped(Original original) {
        return served(original).map(s -> s.mutant(s.drop()));
    }

    private static Stream<Mutant> partial(Original original) {
        return served(original)
                .flatMap(s -> other(s, c -> !c.notNull())
                        .map(c -> s.mutant(s.drop()
                                + create(
                                        s.table(),
                                        "(%s) WHERE %s IS NULL"
                                                .formatted(
                                                        Original.list(s.reference()
                                                                .key()
                                                                .columns()),
                                                        Sql.identifier(c.name()))))));
    }

    private static Stream<Mutant> behind(Original original) {
        return served(original)
                .flatMap(s -> other(s, c -> Original.plain(c.type()) && !first(s.table(), c))
                        .map(c -> s.mutant(s.drop()
                                + create(
                                        s.table(),
                                        "(%s, %s)"
                                                .formatted(
                                                        Sql.identifier(c.name()),
                                                        Original.list(s.reference()
                                                                .key()
                                                                .columns()))))));
    }

    /// The first fitting column that the foreign key does not have.
    private static Stream<Column> other(Served served, Predicate<Column> fitting) {
        return served.table().columns().stream()
                .filter(c -> !served.reference().key().columns().contains(c.name()))
                .filter(fitting)
                .limit(1);
    }

    private static boolean first(Table table, Column column) {
        return table.indexes().stream()
                .anyMatch(i -> i.keys().getFirst().column().stream().anyMatch(column.name()::equals));
    }

    private static String create(Table table, String how) {
        return "CREATE INDEX %s ON %s %s;"
                .formatted(
                        Sql.identifier(Mutant.newIndex(table).name()),
                        table.name().sql(),
                        how);
    }

    /// Indexes of which nothing is found and that no constraint owns.
    private static Stream<Owned> free(Original original) {
        return original.tables()
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.constraint().isEmpty() && i.valid() && original.clean(Mutant.index(i.name())))
                        .map(i -> new Owned(t, i)));
    }

    private record Owned(Table table, Index index) {}

    private static Stream<Mutant> invalid(Original original) {
        return free(original)
                .filter(o -> !o.index().unique())
                .map(o -> Mutant.of(
                        o.table(),
                        Mutant.index(o.index().name()),
                        invalidate(o.index().name())));
    }

    private static String invalidate(QualifiedName index) {
        return "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = %s::regclass;"
                .formatted(Sql.literal(index.sql()));
    }

    /// Those of keys count too, and those of which something is found already.
    private static Stream<Mutant> repeated(Original original) {
        return original.tables()
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.valid() && !i.nullsNotDistinct() && !excludes(t, i))
                        .map(i -> Mutant.of(t, Mutant.index(Mutant.newIndex(t)), create(t, how(i)))));
    }

    private static boolean excludes(Table table, Index index) {
        return table.constraintsOf(Constraint.Exclusion.class).stream()
                .anyMatch(e -> index.constraint().stream().anyMatch(e.name()::equals));
    }

    private static String how(Index index) {
        return index.definition().substring(index.definition().indexOf(" USING ") + 1);
    }

    /// Constraints' indexes count too. An index of the very same columns would make the new one a repetition.
    private static Stream<Mutant> prefix(Original original) {
        return original.tables()
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.method().equals("btree") && i.valid() && i.plainColumns())
                        .filter(i -> original.clean(Mutant.index(i.name())) && !i.nullsNotDistinct())
                        .flatMap(i -> IntStream.range(1, i.keys().size())
                                .filter(n -> t.indexes().stream().noneMatch(o -> begins(i, o, n)))
                                .mapToObj(n -> shorter(t, i, n))));
    }

    private static boolean begins(Index index, Index other, int width) {
        return other.plainColumns() && other.columns().equals(index.columns().subList(0, width));
    }

    private static Mutant shorter(Table table, Index index, int width) {
        String how = how(index);
        List<String> keys =
                List.of(how.substring(how.indexOf('(') + 1, how.indexOf(')')).split(", ", -1));
        String where = index.predicate().map(p -> " WHERE " + p).orElse("");
        return Mutant.of(
                table,
                Mutant.index(Mutant.newIndex(table)),
                create(table, "(%s)%s".formatted(String.join(", ", keys.subList(0, width)), where)));
    }

    private static Stream<Mutant> leftover(Original original) {
        return free(original)
                .filter(o ->
                        !o.index().nullsNotDistinct() && o.index().name().name().length() < 55)
                .map(o -> {
                    QualifiedName name = new QualifiedName(
                            o.index().name().schema(), o.index().name().name() + "_ccnew");
                    return Mutant.of(
                            o.table(),
                            Mutant.index(name),
                            "CREATE INDEX %s ON %s %s; %s"
                                    .formatted(
                                            Sql.identifier(name.name()),
                                            o.table().name().sql(),
                                            how(o.index()),
                                            invalidate(name)));
                });
    }

    private static Stream<Mutant> inside(Original original) {
        return original.tables()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.type().is("jsonb")
                                || c.type().is("tsvector")
                                || (c.type().array()
                                        && Set.of("int4", "text", "varchar")
                                                .contains(c.type().base().name())))
                        .filter(c -> !first(t, c))
                        .map(c -> Mutant.of(
                                t,
                                Mutant.index(Mutant.newIndex(t)),
                                create(t, "(%s)".formatted(Sql.identifier(c.name()))))));
    }

    private static Stream<Mutant> limitless(Original original) {
        return original.tables()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.notNull() && Original.plain(c.type()) && !first(t, c))
                        .limit(1)
                        .map(c -> Mutant.of(
                                t,
                                Mutant.index(Mutant.newIndex(t)),
                                create(t, "(%s) WHERE %1$s IS NOT NULL".formatted(Sql.identifier(c.name()))))));
    }
}
