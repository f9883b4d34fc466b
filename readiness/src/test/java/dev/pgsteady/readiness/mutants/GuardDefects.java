package dev.pgsteady.readiness.mutants;

import static dev.pgsteady.readiness.mutants.Original.alter;

import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.mutants.Defect.Consequence;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What keeps wrong rows out: uniqueness, checks, NOT NULL.
final class GuardDefects {
    private static final Set<String> AMOUNTS =
            Set.of("price", "quantity", "qty", "amount", "cost", "fee", "percent", "percentage", "count");
    private static final Set<String> NATURAL = Set.of("name", "slug", "title", "code", "email", "username");
    private static final Set<String> KEYS = Set.of("slug", "sku", "isbn", "username");
    private static final Set<String> ACCOUNTS = Set.of("users", "accounts", "customers", "user", "account", "customer");
    private static final int HABIT = 10;

    private GuardDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of(
                        "CN12",
                        "add a unique key that nulls slip through",
                        GuardDefects::leaky,
                        Consequence.of("IX04", "an index over the first column alone is now the shorter of two"),
                        Consequence.of("CN13", "in a table of deleted rows the new key counts those too"),
                        Consequence.of("CN34", "a login in the new key heeds upper and lower case")),
                Defect.of(
                        "CN13",
                        "make a name unique where rows are only marked as deleted",
                        GuardDefects::occupied,
                        Consequence.of("IX03", "a plain index over the name is now a repetition"),
                        Consequence.of("CN34", "a login in the new key heeds upper and lower case")),
                Defect.of(
                        "CN02",
                        "let the pairs of a link table repeat",
                        GuardDefects::repeating,
                        Consequence.of("IX01", "the index of the pair may have served a foreign key")),
                Defect.of("CN15", "drop the check of an amount", GuardDefects::negative),
                Defect.of(
                        "CN26",
                        "let every column but the key be null",
                        GuardDefects::vague,
                        Consequence.of("CN12", "a unique key now has columns that may be null"),
                        Consequence.of("CN07", "a foreign key of several columns may now be half null")),
                Defect.of(
                        "CN41",
                        "drop what keeps a natural key unique",
                        GuardDefects::repeatable,
                        Consequence.of("CN41", "the key may have had two such columns"),
                        Consequence.of("TX13", "the key may have been the one that came from outside")));
    }

    /// A required value of its own in front, so that the key is not "unique where there is one".
    private static Stream<Mutant> leaky(Original original) {
        return original.tables().flatMap(t -> {
            List<Column> free = t.columns().stream()
                    .filter(c -> Original.plain(c.type()) && c.generated().isEmpty())
                    .filter(c -> !c.name().toLowerCase(Locale.ROOT).endsWith("id"))
                    .filter(c -> !keyed(t, c.name()) && !refers(t, c.name()))
                    .toList();
            Optional<Column> required = free.stream().filter(Column::notNull).findFirst();
            return free.stream()
                    .filter(c -> !c.notNull() && Original.alone(t, c.name()))
                    .limit(1)
                    .flatMap(c -> required.map(r -> unique(t, List.of(r.name(), c.name()))).stream());
        });
    }

    private static boolean keyed(Table table, String column) {
        return table.indexes().stream()
                .filter(i -> i.unique())
                .anyMatch(i -> i.columns().contains(column) || i.definition().contains(column));
    }

    private static boolean refers(Table table, String column) {
        return table.foreignKeys().stream().anyMatch(k -> k.columns().contains(column));
    }

    private static Mutant unique(Table table, List<String> columns) {
        return Mutant.of(
                table,
                Mutant.index(Mutant.newIndex(table)),
                "CREATE UNIQUE INDEX %s ON %s (%s);"
                        .formatted(
                                Sql.identifier(Mutant.newIndex(table).name()),
                                table.name().sql(),
                                Original.list(columns)));
    }

    private static Stream<Mutant> occupied(Original original) {
        return original.tables()
                .filter(t -> t.columns().stream()
                        .anyMatch(c -> c.name().equals("deleted_at")
                                && !c.notNull()
                                && (c.type().is("timestamp") || c.type().is("timestamptz"))))
                .flatMap(t -> t.columns().stream()
                        .filter(c -> Original.text(c) && NATURAL.contains(c.name()) && !keyed(t, c.name()))
                        .map(c -> unique(t, List.of(c.name()))));
    }

    /// Tables of a key of their own, two required references and nothing else but the times of their rows.
    private static Stream<Mutant> repeating(Original original) {
        return original.tables()
                .filter(t -> t.foreignKeys().size() == 2
                        && t.foreignKeys().stream().allMatch(k -> k.columns().size() == 1))
                .flatMap(t -> {
                    Set<String> pair = t.foreignKeys().stream()
                            .flatMap(k -> k.columns().stream())
                            .collect(Collectors.toSet());
                    return links(t, pair) ? pairless(t, pair).stream() : Stream.of();
                });
    }

    private static boolean links(Table table, Set<String> pair) {
        boolean own = table.primaryKey()
                .filter(k -> k.columns().equals(List.of("id")))
                .isPresent();
        boolean required = pair.size() == 2
                && pair.stream()
                        .allMatch(c -> table.column(c).filter(Column::notNull).isPresent());
        return own
                && required
                && table.columns().stream()
                        .map(Column::name)
                        .allMatch(c -> pair.contains(c)
                                || Set.of("id", "created_at", "updated_at").contains(c));
    }

    private static Optional<Mutant> pairless(Table table, Set<String> pair) {
        String drops = table.indexes().stream()
                .filter(i -> i.unique() && !i.primary() && pair.containsAll(i.columns()))
                .map(i -> drop(table, i))
                .collect(Collectors.joining(" "));
        return drops.isEmpty() ? Optional.empty() : Optional.of(Mutant.of(table, Mutant.table(table), drops));
    }

    private static String drop(Table table, Index index) {
        return index.constraint()
                .map(c -> alter(table, "DROP CONSTRAINT " + Sql.identifier(c)))
                .orElseGet(() -> "DROP INDEX %s;".formatted(index.name().sql()));
    }

    /// Only checks of one column, the only one that the column has; and only where it is no habit: more findings than
    /// so many are one about the database.
    private static Stream<Mutant> negative(Original original) {
        boolean habit = original.found().stream()
                .anyMatch(f ->
                        f.rule().value().equals("CN15") && f.subject().kind().equals("database"));
        return habit || original.count("CN15") >= HABIT
                ? Stream.of()
                : original.subjects()
                        .filter(t -> original.lacks("CN15", Mutant.table(t)))
                        .flatMap(t -> t.constraintsOf(Constraint.Check.class).stream()
                                .filter(c -> c.columns().size() == 1
                                        && amount(t, c.columns().getFirst()))
                                .map(c -> Mutant.of(
                                        t, Mutant.table(t), alter(t, "DROP CONSTRAINT " + Sql.identifier(c.name())))));
    }

    private static boolean amount(Table table, String column) {
        long checks = table.constraintsOf(Constraint.Check.class).stream()
                .filter(c -> c.columns().contains(column))
                .count();
        boolean number =
                table.column(column).filter(c -> c.type().category() == 'N').isPresent();
        return checks == 1 && number && AMOUNTS.contains(Original.last(column)) && !refers(table, column);
    }

    private static Stream<Mutant> vague(Original original) {
        return original.tables()
                .filter(t -> original.lacks("CN26", Mutant.table(t)))
                .flatMap(t -> t.primaryKey().stream().flatMap(k -> vague(t, k.columns())));
    }

    private static Stream<Mutant> vague(Table table, List<String> key) {
        List<Column> others = table.columns().stream()
                .filter(c -> !key.contains(c.name()) && c.generated().isEmpty())
                .toList();
        boolean builtIn = others.stream()
                .allMatch(c -> c.type().base().schema().equals("pg_catalog")
                        && c.identity().isEmpty());
        List<String> drops = new ArrayList<>();
        others.stream()
                .filter(Column::notNull)
                .forEach(c -> drops.add("ALTER COLUMN %s DROP NOT NULL".formatted(Sql.identifier(c.name()))));
        return others.size() < 3 || drops.isEmpty() || !builtIn
                ? Stream.of()
                : Stream.of(Mutant.of(table, Mutant.table(table), alter(table, String.join(", ", drops))));
    }

    /// A slug is a key anywhere, a user's name in a table of accounts.
    private static Stream<Mutant> repeatable(Original original) {
        return original.subjects()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> Original.text(c) && !refers(t, c.name()))
                        .filter(c -> KEYS.contains(c.name())
                                && (!c.name().equals("username")
                                        || ACCOUNTS.contains(t.name().name())))
                        .flatMap(c -> withoutKeys(t, c.name()).stream()));
    }

    private static Optional<Mutant> withoutKeys(Table table, String column) {
        String drops = table.indexes().stream()
                .filter(i -> i.unique() && i.definition().contains(column))
                .map(i -> drop(table, i))
                .collect(Collectors.joining(" "));
        return drops.isEmpty() ? Optional.empty() : Optional.of(Mutant.of(table, Mutant.column(table, column), drops));
    }
}
