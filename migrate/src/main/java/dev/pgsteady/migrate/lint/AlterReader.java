package dev.pgsteady.migrate.lint;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads what follows ALTER.
final class AlterReader {
    private AlterReader() {}

    static Optional<Shape> read(Cursor cursor) {
        cursor.accept("alter");
        String what = cursor.accept("materialized", "view")
                ? "materialized view"
                : cursor.identifier().orElse("");
        return switch (what) {
            case "table" -> AlterTableReader.read(cursor);
            case "type" -> type(cursor);
            case "domain" -> domain(cursor);
            case "system" -> Optional.of(new Shape.AlterSystem());
            case "role", "user" -> role(cursor);
            default -> rename(cursor, what);
        };
    }

    static Optional<Shape> role(Cursor cursor) {
        cursor.acceptIf();
        Optional<String> name = cursor.identifier();
        Set<String> options = new HashSet<>();
        while (!cursor.done() && !cursor.at("set")) {
            Token token = cursor.next();
            if (token.is("password") && cursor.accept("null")) {
                continue;
            }
            if (token.kind() == Token.Kind.WORD) {
                options.add(token.text());
            }
        }
        return name.map(n -> new Shape.Role(n, options));
    }

    private static Optional<Shape> type(Cursor cursor) {
        Optional<ObjectName> name = cursor.name();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (cursor.accept("add", "value")) {
            boolean ifNotExists = cursor.acceptIf();
            String value = cursor.peek().map(Token::text).orElse("");
            return Optional.of(new Shape.AddValue(name.get(), value, ifNotExists));
        }
        return cursor.at("rename", "to") ? Optional.of(new Shape.Rename("type", name.get())) : Optional.empty();
    }

    private static Optional<Shape> domain(Cursor cursor) {
        Optional<ObjectName> name = cursor.name();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (cursor.accept("set", "not", "null")) {
            return Optional.of(new Shape.AlterDomain(name.get(), true));
        }
        if (cursor.accept("add")) {
            return Optional.of(new Shape.AlterDomain(
                    name.get(), !DefinitionReader.constraint(cursor).notValid()));
        }
        return Optional.empty();
    }

    private static Optional<Shape> rename(Cursor cursor, String what) {
        cursor.acceptIf();
        Optional<ObjectName> name = cursor.name();
        cursor.brackets();
        return cursor.accept("rename") ? name.map(n -> new Shape.Rename(what, n)) : Optional.empty();
    }
}
