package dev.pgsteady.readiness.mutants;

import static dev.pgsteady.readiness.mutants.Original.alter;

import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.mutants.Original.Reference;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Columns of the wrong type.
final class TypeDefects {
    private static final Map<String, String> NARROWER = Map.of("int8", "integer", "int4", "smallint");
    private static final Map<String, String> WIDER = Map.of("int2", "integer", "int4", "bigint");
    private static final Set<String> MONEY = Set.of(
            "price", "amount", "cost", "fee", "fees", "balance", "tax", "taxes", "subtotal", "salary", "discount");
    private static final Set<String> NOT_MONEY =
            Set.of("rate", "percent", "percentage", "count", "id", "ratio", "number", "units");
    private static final Set<String> STATES = Set.of("status", "state", "tier");

    /// A habit of so many tables is one finding about the database, which one table more does not change.
    private static final int HABIT = 10;

    private TypeDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("CN23", "make a foreign key narrower than its target", TypeDefects::narrower),
                Defect.of("CN04", "make a foreign key wider than its target", TypeDefects::wider),
                Defect.of("CN16", "store money as floating point", TypeDefects::money),
                Defect.of("CN17", "take the time zone from a time stamp", TypeDefects::zoneless),
                Defect.of("CN20", "store a document as json", TypeDefects::json),
                Defect.of("CN14", "turn an enum of states into text", TypeDefects::words));
    }

    private static Stream<Mutant> narrower(Original original) {
        return resized(original, NARROWER);
    }

    private static Stream<Mutant> wider(Original original) {
        return resized(original, WIDER);
    }

    /// Foreign keys of one column whose type is the target's and that nothing else depends on.
    private static Stream<Mutant> resized(Original original, Map<String, String> types) {
        return original.references()
                .filter(r -> r.key().columns().size() == 1 && sole(original, r))
                .flatMap(r -> r.table().column(r.key().columns().getFirst()).stream()
                        .filter(c -> integer(c.type(), types))
                        .filter(c -> original.schema()
                                .table(r.key().target())
                                .flatMap(t -> t.column(r.key().targetColumns().getFirst()))
                                .filter(t -> t.type().equals(c.type()))
                                .isPresent())
                        .map(c -> Mutant.of(
                                r.table(),
                                r.subject(),
                                retype(
                                        r.table(),
                                        c,
                                        types.getOrDefault(c.type().base().name(), "")))));
    }

    private static boolean integer(DataType type, Map<String, String> types) {
        return types.keySet().stream().anyMatch(type::is);
    }

    /// Whether the column is in no other foreign key and no foreign key points at it.
    private static boolean sole(Original original, Reference reference) {
        String column = reference.key().columns().getFirst();
        long keys = reference.table().foreignKeys().stream()
                .filter(k -> k.columns().contains(column))
                .count();
        return keys == 1 && !original.referred(reference.table(), column);
    }

    private static String retype(Table table, Column column, String type) {
        return alter(table, "ALTER COLUMN %s TYPE %s USING %1$s::%2$s".formatted(Sql.identifier(column.name()), type));
    }

    private static Stream<Mutant> money(Original original) {
        return original.tables()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.type().is("numeric")
                                || c.type().is("int4")
                                || c.type().is("int8"))
                        .filter(c -> Original.words(c.name()).stream().anyMatch(MONEY::contains)
                                && Original.words(c.name()).stream().noneMatch(NOT_MONEY::contains))
                        .filter(c -> t.foreignKeys().stream()
                                .noneMatch(k -> k.columns().contains(c.name())))
                        .map(c -> Mutant.of(t, Mutant.column(t, c.name()), retype(t, c, "double precision"))));
    }

    /// Only where it is no habit: see [#HABIT].
    private static Stream<Mutant> zoneless(Original original) {
        boolean habit = original.found().stream()
                .anyMatch(f ->
                        f.rule().value().equals("CN17") && f.subject().kind().equals("database"));
        return habit || original.count("CN17") >= HABIT
                ? Stream.of()
                : original.tables()
                        .filter(t -> original.lacks("CN17", Mutant.table(t)))
                        .flatMap(t -> t.columns().stream()
                                .filter(c -> c.type().is("timestamptz"))
                                .map(c -> Mutant.of(t, Mutant.table(t), retype(t, c, "timestamp"))));
    }

    private static Stream<Mutant> json(Original original) {
        return original.tables()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.type().is("jsonb") && Original.alone(t, c.name()))
                        .map(c -> Mutant.of(t, Mutant.column(t, c.name()), retype(t, c, "json"))));
    }

    private static Stream<Mutant> words(Original original) {
        return original.subjects()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.type().category() == 'E'
                                && !c.type().array()
                                && STATES.contains(Original.last(c.name())))
                        .filter(c -> Original.alone(t, c.name()))
                        .map(c -> Mutant.of(
                                t,
                                Mutant.column(t, c.name()),
                                c.defaultExpression()
                                                .map(d -> alter(
                                                        t,
                                                        "ALTER COLUMN %s DROP DEFAULT"
                                                                .formatted(Sql.identifier(c.name()))))
                                                .orElse("")
                                        + retype(t, c, "text"))));
    }
}
