package dev.pgsteady.migrate.lint;

import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what stands between the brackets of CREATE TABLE and behind ADD: columns and constraints.
final class DefinitionReader {
    /// What ends a default.
    private static final Set<String> CLAUSES = Set.of(
            "not",
            "null",
            "constraint",
            "check",
            "primary",
            "unique",
            "references",
            "generated",
            "collate",
            "default",
            "deferrable",
            "initially",
            "storage",
            "compression");

    private DefinitionReader() {}

    /// Whether a constraint of the table begins here, not a column.
    static boolean constraintAhead(Cursor cursor) {
        return cursor.at("constraint")
                || cursor.at("check", "(")
                || cursor.at("unique")
                || cursor.at("primary", "key")
                || cursor.at("foreign", "key")
                || cursor.at("exclude")
                || cursor.at("not", "null");
    }

    static ConstraintDef constraint(Cursor cursor) {
        Optional<String> name = cursor.accept("constraint") ? cursor.identifier() : Optional.empty();
        if (cursor.accept("check")) {
            List<Token> condition = cursor.brackets();
            return made(cursor, name, ConstraintDef.Kind.CHECK, notNull(condition));
        }
        if (cursor.accept("foreign", "key")) {
            return foreignKey(cursor, name);
        }
        if (cursor.accept("exclude")) {
            cursor.seek("where");
            return made(cursor, name, ConstraintDef.Kind.EXCLUDE, Set.of());
        }
        if (cursor.accept("not", "null")) {
            return made(
                    cursor,
                    name,
                    ConstraintDef.Kind.NOT_NULL,
                    cursor.identifier().map(Set::of).orElse(Set.of()));
        }
        ConstraintDef.Kind kind =
                cursor.accept("primary", "key") ? ConstraintDef.Kind.PRIMARY_KEY : ConstraintDef.Kind.UNIQUE;
        cursor.accept("unique");
        cursor.accept("nulls");
        cursor.accept("not");
        cursor.accept("distinct");
        Optional<String> index = cursor.accept("using", "index") ? cursor.identifier() : Optional.empty();
        return new ConstraintDef(name, kind, identifiers(cursor.brackets()), Optional.empty(), index, false, Set.of());
    }

    private static ConstraintDef made(
            Cursor cursor, Optional<String> name, ConstraintDef.Kind kind, Set<String> notNull) {
        return new ConstraintDef(name, kind, List.of(), Optional.empty(), Optional.empty(), notValid(cursor), notNull);
    }

    private static ConstraintDef foreignKey(Cursor cursor, Optional<String> name) {
        List<String> columns = identifiers(cursor.brackets());
        Optional<ObjectName> references = cursor.accept("references") ? cursor.name() : Optional.empty();
        return new ConstraintDef(
                name,
                ConstraintDef.Kind.FOREIGN_KEY,
                columns,
                references,
                Optional.empty(),
                notValid(cursor),
                Set.of());
    }

    private static boolean notValid(Cursor cursor) {
        while (!cursor.done()) {
            if (cursor.accept("not", "valid") || cursor.accept("not", "enforced")) {
                return true;
            }
            cursor.next();
        }
        return false;
    }

    /// The columns of which a condition says that they are not null: `a IS NOT NULL AND b IS NOT NULL`.
    private static Set<String> notNull(List<Token> condition) {
        Set<String> columns = new HashSet<>();
        Cursor cursor = new Cursor(bare(condition));
        do {
            Optional<String> column = cursor.identifier();
            if (column.isEmpty() || !cursor.accept("is", "not", "null")) {
                return Set.of();
            }
            columns.add(column.get());
        } while (cursor.accept("and"));
        return cursor.done() ? columns : Set.of();
    }

    private static List<Token> bare(List<Token> condition) {
        return condition.stream().filter(t -> !t.is("(") && !t.is(")")).toList();
    }

    private static List<String> identifiers(List<Token> brackets) {
        return Cursor.parts(brackets).stream()
                .filter(p -> p.getFirst().names())
                .map(p -> p.getFirst().text())
                .toList();
    }

    static ColumnDef column(Cursor cursor) {
        String name = cursor.identifier().orElse("");
        ColumnType type =
                cursor.accept("with", "options") ? ColumnType.of("", List.of(), false) : ColumnType.read(cursor);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        List<Token> standard = new ArrayList<>();
        Optional<ObjectName> references = Optional.empty();
        while (!cursor.done()) {
            if (cursor.accept("default")) {
                standard.addAll(standard(cursor));
            } else if (cursor.accept("references")) {
                references = cursor.name();
            } else {
                trait(cursor).ifPresent(traits::add);
            }
        }
        return new ColumnDef(name, type, traits, standard, references);
    }

    private static Optional<Trait> trait(Cursor cursor) {
        if (cursor.accept("not", "null")) {
            return Optional.of(Trait.NOT_NULL);
        }
        if (cursor.accept("primary", "key")) {
            return Optional.of(Trait.PRIMARY_KEY);
        }
        if (cursor.accept("unique")) {
            return Optional.of(Trait.UNIQUE);
        }
        if (cursor.accept("check")) {
            cursor.brackets();
            return Optional.of(Trait.CHECK);
        }
        if (cursor.accept("generated")) {
            return Optional.of(generated(cursor));
        }
        cursor.next();
        return Optional.empty();
    }

    private static Trait generated(Cursor cursor) {
        cursor.accept("always");
        cursor.accept("by", "default");
        cursor.accept("as");
        if (cursor.accept("identity")) {
            cursor.brackets();
            return Trait.IDENTITY;
        }
        cursor.brackets();
        return cursor.accept("stored") ? Trait.STORED : Trait.VIRTUAL;
    }

    /// Up to the next clause outside brackets; `DEFAULT NULL` gives nothing.
    private static List<Token> standard(Cursor cursor) {
        if (cursor.accept("null")) {
            return List.of();
        }
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        while (!cursor.done()) {
            Token token = cursor.peek().orElseThrow();
            if (depth == 0 && token.kind() == Token.Kind.WORD && CLAUSES.contains(token.text()) && !tokens.isEmpty()) {
                break;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            tokens.add(cursor.next());
        }
        return tokens;
    }
}
