package dev.pgsteady.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Recognises statements by their tokens. What it cannot follow is [Shape.Other].
final class ShapeReader {
    private ShapeReader() {}

    static Shape read(List<Token> tokens) {
        return shape(new Cursor(tokens))
                .orElseGet(() -> new Shape.Other(
                        tokens.stream().limit(3).map(Token::text).toList()));
    }

    private static Optional<Shape> shape(Cursor cursor) {
        String first = cursor.peek()
                .filter(t -> t.kind() == Token.Kind.WORD)
                .map(Token::text)
                .orElse("");
        return switch (first) {
            case "create" -> CreateReader.read(cursor);
            case "alter" -> AlterReader.read(cursor);
            case "select", "insert", "merge", "values", "call", "table" -> Optional.of(new Shape.Query(first));
            case "with" -> with(cursor);
            case "update", "delete" -> rows(cursor);
            case "begin", "start", "commit", "end", "rollback", "abort" -> control(cursor);
            case "do" -> Optional.of(new Shape.Block());
            default -> rest(cursor);
        };
    }

    private static Optional<Shape> rest(Cursor cursor) {
        Optional<String> first = cursor.acceptAny(
                "drop", "reindex", "truncate", "lock", "vacuum", "cluster", "refresh", "set", "grant", "copy");
        return first.flatMap(word -> switch (word) {
            case "drop" -> drop(cursor);
            case "reindex" -> reindex(cursor);
            case "truncate" -> truncate(cursor);
            case "lock" -> lock(cursor);
            case "vacuum", "cluster" -> vacuum(cursor, word);
            case "refresh" -> refresh(cursor);
            case "set" -> set(cursor);
            case "grant" -> grant(cursor);
            default -> copy(cursor);
        });
    }

    /// The statement behind the queries in front.
    private static Optional<Shape> with(Cursor cursor) {
        while (!cursor.done()) {
            if (cursor.at("update") || cursor.at("delete")) {
                return rows(cursor);
            }
            if (cursor.brackets().isEmpty() && !cursor.done()) {
                cursor.next();
            }
        }
        return Optional.of(new Shape.Query("with"));
    }

    private static Optional<Shape> rows(Cursor cursor) {
        boolean delete = cursor.next().is("delete");
        cursor.accept("from");
        cursor.accept("only");
        Optional<ObjectName> table = cursor.name();
        boolean which = cursor.ahead("where") || (delete ? cursor.ahead("using") : cursor.ahead("from"));
        return table.map(t -> new Shape.Rows(t, delete, which));
    }

    private static Optional<Shape> control(Cursor cursor) {
        String word = cursor.next().text();
        if (cursor.at("prepared")) {
            return Optional.empty();
        }
        cursor.acceptAny("work", "transaction");
        if (cursor.at("to")
                || (word.equals("start") && !cursor.done() && !cursor.at("isolation") && !cursor.at("read"))) {
            return Optional.empty();
        }
        return Optional.of(new Shape.Control(
                switch (word) {
                    case "begin", "start" -> Shape.Control.Kind.BEGIN;
                    case "commit", "end" -> Shape.Control.Kind.COMMIT;
                    default -> Shape.Control.Kind.ROLLBACK;
                }));
    }

    private static Optional<Shape> drop(Cursor cursor) {
        String what = cursor.accept("materialized", "view")
                ? "materialized view"
                : cursor.accept("foreign", "table")
                        ? "foreign table"
                        : cursor.identifier().orElse("");
        boolean concurrently = cursor.accept("concurrently");
        boolean ifExists = cursor.acceptIf();
        List<ObjectName> names = cursor.names();
        return Optional.of(new Shape.Drop(what, names, concurrently, ifExists, cursor.ahead("cascade")));
    }

    private static Optional<Shape> reindex(Cursor cursor) {
        boolean option = cursor.brackets().stream().anyMatch(t -> t.is("concurrently"));
        String what = cursor.identifier().orElse("");
        boolean concurrently = cursor.accept("concurrently") || option;
        return Optional.of(new Shape.Reindex(what, cursor.name(), concurrently));
    }

    private static Optional<Shape> truncate(Cursor cursor) {
        cursor.accept("table");
        List<ObjectName> tables = cursor.names();
        return Optional.of(new Shape.Truncate(tables, cursor.ahead("cascade")));
    }

    private static Optional<Shape> lock(Cursor cursor) {
        cursor.accept("table");
        List<ObjectName> tables = cursor.names();
        String mode = cursor.accept("in")
                ? cursor.rest().stream().map(Token::text).collect(Collectors.joining(" "))
                : "access exclusive mode";
        return Optional.of(new Shape.LockTable(tables, mode.replace(" mode", "").replace(" nowait", "")));
    }

    private static Optional<Shape> vacuum(Cursor cursor, String word) {
        List<Token> options = new ArrayList<>(cursor.brackets());
        boolean full = options.stream().anyMatch(t -> t.is("full")) || cursor.accept("full");
        while (cursor.acceptAny("freeze", "verbose", "analyze", "analyse").isPresent()) {
            full |= cursor.accept("full");
        }
        return Optional.of(new Shape.Vacuum(cursor.names(), word, full || word.equals("cluster")));
    }

    private static Optional<Shape> refresh(Cursor cursor) {
        if (!cursor.accept("materialized", "view")) {
            return Optional.empty();
        }
        boolean concurrently = cursor.accept("concurrently");
        return cursor.name().map(v -> new Shape.Refresh(v, concurrently, !cursor.accept("with", "no", "data")));
    }

    private static Optional<Shape> set(Cursor cursor) {
        String scope = cursor.acceptAny("local", "session").orElse("");
        if (cursor.at("transaction") || cursor.at("characteristics") || cursor.at("constraints")) {
            return Optional.empty();
        }
        if (cursor.accept("time", "zone")) {
            return Optional.of(new Shape.SetParameter("timezone", scope));
        }
        return cursor.name()
                .map(n -> new Shape.SetParameter(n.schema().map(s -> s + ".").orElse("") + n.object(), scope));
    }

    private static Optional<Shape> grant(Cursor cursor) {
        List<String> privileges = new ArrayList<>();
        while (!cursor.done() && !cursor.at("on") && !cursor.at("to")) {
            Token token = cursor.next();
            if (token.names()) {
                privileges.add(token.text());
            }
        }
        Optional<String> on = Optional.empty();
        if (cursor.accept("on")) {
            on = cursor.peek().map(Token::text);
            cursor.seek("to");
        }
        cursor.accept("to");
        Set<String> noise = Set.of("group", "role", "with", "grant", "option", "admin", "granted", "by");
        List<String> to = cursor.rest().stream()
                .filter(t -> t.names() && !noise.contains(t.text()))
                .map(Token::text)
                .toList();
        return Optional.of(new Shape.Grant(privileges, on, to));
    }

    private static Optional<Shape> copy(Cursor cursor) {
        Optional<ObjectName> table = cursor.name();
        cursor.brackets();
        if (!cursor.accept("from")) {
            return Optional.empty();
        }
        String source = cursor.acceptAny("stdin", "program").orElse("file");
        return Optional.of(new Shape.CopyIn(table, source));
    }
}
