package dev.pgsteady.readiness.mutants;

import static dev.pgsteady.readiness.mutants.Original.alter;

import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.mutants.Defect.Consequence;
import dev.pgsteady.readiness.mutants.Original.Reference;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Primary and foreign keys that are missing, repeated or never checked.
final class KeyDefects {
    private static final String NEW_KEY = "zzz_mutant_fkey";

    private KeyDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of(
                        "CN01",
                        "drop a primary key",
                        KeyDefects::unkeyed,
                        Consequence.of("IX01", "the key's index may have served a foreign key of the table"),
                        Consequence.of("TX13", "the key may have been the one that came from outside"),
                        Consequence.of("CN41", "the key may have been what kept a name or place unique"),
                        Consequence.of("CN12", "the key may have held the rows that a wider unique key lets through")),
                Defect.of("CN09", "drop a foreign key that the names tell", KeyDefects::undeclared),
                Defect.of("CN03", "add a foreign key anew, NOT VALID", KeyDefects::unchecked),
                Defect.of("CN03", "add a check anew, NOT VALID", KeyDefects::uncheckedCheck),
                Defect.of("CN05", "declare a foreign key twice", KeyDefects::twice),
                Defect.of("CN08", "take ON DELETE from a reference to the own table", KeyDefects::actionless));
    }

    private static Stream<Mutant> unkeyed(Original original) {
        return original.tables()
                .filter(t -> !original.referred(t))
                .flatMap(t -> t.primaryKey().map(k -> Mutant.of(t, Mutant.table(t), alter(t, drop(k)))).stream());
    }

    private static String drop(Constraint constraint) {
        return "DROP CONSTRAINT " + Sql.identifier(constraint.name());
    }

    /// `x_id` to the key of a table `x`, or its plural, in the same schema, and nothing that says it may point
    /// elsewhere.
    private static Stream<Mutant> undeclared(Original original) {
        Set<Table> subjects = Set.copyOf(original.subjects().toList());
        return original.references()
                .filter(r -> subjects.contains(r.table()) && r.key().columns().size() == 1)
                .filter(r -> named(original, r) && sole(r))
                .map(r -> Mutant.of(
                        r.table(),
                        Mutant.column(r.table(), r.key().columns().getFirst()),
                        alter(r.table(), drop(r.key()))));
    }

    private static boolean named(Original original, Reference reference) {
        String column = reference.key().columns().getFirst();
        String target = reference.key().target().name();
        if (!column.endsWith("_id")
                || !reference
                        .key()
                        .target()
                        .schema()
                        .equals(reference.table().name().schema())) {
            return false;
        }
        String stem = column.substring(0, column.length() - 3);
        boolean keyed = original.schema()
                .table(reference.key().target())
                .flatMap(Table::primaryKey)
                .filter(k -> k.columns().equals(reference.key().targetColumns()))
                .isPresent();
        boolean anywhere = reference.table().column(stem + "_type").isPresent();
        return keyed && !anywhere && plurals(stem).anyMatch(target::equals);
    }

    private static Stream<String> plurals(String word) {
        return Stream.of(word, word + "s", word + "es", word.replaceFirst("y$", "ies"));
    }

    /// Whether no other foreign key has the column.
    private static boolean sole(Reference reference) {
        return reference.table().foreignKeys().stream()
                        .filter(k ->
                                k.columns().contains(reference.key().columns().getFirst()))
                        .count()
                == 1;
    }

    /// Two keys of the same columns are one fault already.
    private static boolean single(Reference reference) {
        return reference.table().foreignKeys().stream()
                        .filter(k -> Set.copyOf(k.columns())
                                .equals(Set.copyOf(reference.key().columns())))
                        .count()
                == 1;
    }

    private static Stream<Mutant> unchecked(Original original) {
        return original.references()
                .filter(KeyDefects::single)
                .map(r -> Mutant.of(r.table(), r.subject(), again(r.table(), r.key(), " NOT VALID")));
    }

    private static Stream<Mutant> uncheckedCheck(Original original) {
        return original.tables()
                .flatMap(t -> t.constraintsOf(Constraint.Check.class).stream()
                        .filter(c -> c.common().validated() && !c.noInherit())
                        .map(c -> Mutant.of(t, Mutant.constraint(t, c.name()), again(t, c, " NOT VALID"))));
    }

    private static String again(Table table, Constraint constraint, String how) {
        return alter(
                table,
                "%s, ADD CONSTRAINT %s %s%s"
                        .formatted(drop(constraint), Sql.identifier(constraint.name()), constraint.definition(), how));
    }

    private static Stream<Mutant> twice(Original original) {
        return original.references()
                .map(r -> Mutant.of(
                        r.table(),
                        Mutant.constraint(r.table(), NEW_KEY),
                        alter(
                                r.table(),
                                "ADD CONSTRAINT %s %s"
                                        .formatted(NEW_KEY, r.key().definition()))));
    }

    private static Stream<Mutant> actionless(Original original) {
        return original.references()
                .filter(r -> r.key().target().equals(r.table().name()))
                .filter(r -> r.key().onDelete() != ForeignKey.Action.NO_ACTION)
                .map(r -> Mutant.of(r.table(), r.subject(), withoutAction(r)));
    }

    private static String withoutAction(Reference reference) {
        String definition = reference
                .key()
                .definition()
                .replaceAll(" ON DELETE (CASCADE|RESTRICT|SET NULL|SET DEFAULT)( \\([^)]*\\))?", "");
        return alter(
                reference.table(),
                "%s, ADD CONSTRAINT %s %s"
                        .formatted(
                                drop(reference.key()),
                                Sql.identifier(reference.key().name()),
                                definition));
    }
}
