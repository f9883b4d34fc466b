package dev.pgsteady.migrate.lint;

import dev.pgsteady.migrate.lint.Shape.CreateTable.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what follows CREATE.
final class CreateReader {
    private CreateReader() {}

    static Optional<Shape> read(Cursor cursor) {
        cursor.accept("create");
        boolean replace = cursor.accept("or", "replace");
        Set<Word> words = words(cursor);
        if (cursor.accept("table")) {
            return table(cursor, words);
        }
        if (cursor.accept("unique", "index")) {
            return index(cursor, true);
        }
        if (cursor.accept("index")) {
            return index(cursor, false);
        }
        if (cursor.accept("type")) {
            return cursor.name().map(Shape.CreateType::new);
        }
        if (cursor.acceptAny("function", "procedure").isPresent()) {
            return routine(cursor, replace);
        }
        if (cursor.acceptAny("role", "user", "group").isPresent() && !cursor.at("mapping")) {
            return AlterReader.role(cursor);
        }
        cursor.accept("constraint");
        return cursor.accept("trigger") ? trigger(cursor) : Optional.empty();
    }

    private static Set<Word> words(Cursor cursor) {
        Set<Word> words = EnumSet.noneOf(Word.class);
        cursor.acceptAny("global", "local");
        if (cursor.acceptAny("temporary", "temp").isPresent()) {
            words.add(Word.TEMPORARY);
        }
        if (cursor.accept("unlogged")) {
            words.add(Word.UNLOGGED);
        }
        if (cursor.at("foreign", "table")) {
            cursor.accept("foreign");
            words.add(Word.FOREIGN);
        }
        return words;
    }

    private static Optional<Shape> table(Cursor cursor, Set<Word> words) {
        if (cursor.acceptIf()) {
            words.add(Word.IF_NOT_EXISTS);
        }
        Optional<ObjectName> name = cursor.name();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (cursor.accept("of")) {
            cursor.name();
        }
        Optional<ObjectName> partitionOf = cursor.accept("partition", "of") ? cursor.name() : Optional.empty();
        List<ColumnDef> columns = new ArrayList<>();
        List<ConstraintDef> constraints = new ArrayList<>();
        boolean filled = false;
        for (List<Token> part : Cursor.parts(cursor.brackets())) {
            Cursor inside = new Cursor(part);
            if (inside.at("like")) {
                filled = true;
            } else if (DefinitionReader.constraintAhead(inside)) {
                constraints.add(DefinitionReader.constraint(inside));
            } else {
                columns.add(DefinitionReader.column(inside));
            }
        }
        filled |= cursor.ahead("as") || cursor.ahead("inherits");
        return Optional.of(new Shape.CreateTable(name.get(), words, partitionOf, filled, columns, constraints));
    }

    private static Optional<Shape> index(Cursor cursor, boolean unique) {
        boolean concurrently = cursor.accept("concurrently");
        boolean ifNotExists = cursor.acceptIf();
        Optional<String> name = cursor.at("on") ? Optional.empty() : cursor.identifier();
        if (!cursor.accept("on")) {
            return Optional.empty();
        }
        cursor.accept("only");
        Optional<ObjectName> table = cursor.name();
        if (cursor.accept("using")) {
            cursor.identifier();
        }
        List<String> columns = Cursor.parts(cursor.brackets()).stream()
                .filter(p -> p.getFirst().names() && (p.size() == 1 || !p.get(1).is("(")))
                .map(p -> p.getFirst().text())
                .toList();
        return table.map(t -> new Shape.CreateIndex(t, name, unique, concurrently, ifNotExists, columns));
    }

    private static Optional<Shape> routine(Cursor cursor, boolean replace) {
        Optional<ObjectName> name = cursor.name();
        cursor.brackets();
        boolean definer = false;
        boolean path = false;
        while (!cursor.done()) {
            definer |= cursor.accept("security", "definer");
            path |= cursor.accept("set", "search_path");
            if (!cursor.done()) {
                cursor.next();
            }
        }
        boolean runsAsOwner = definer;
        boolean hasPath = path;
        return name.map(n -> new Shape.Routine(n, replace, runsAsOwner, hasPath));
    }

    private static Optional<Shape> trigger(Cursor cursor) {
        String name = cursor.identifier().orElse("");
        cursor.seek("on");
        cursor.accept("on");
        return cursor.name().map(t -> new Shape.CreateTrigger(name, t));
    }
}
