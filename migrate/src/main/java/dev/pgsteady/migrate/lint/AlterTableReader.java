package dev.pgsteady.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what follows ALTER TABLE.
final class AlterTableReader {
    private AlterTableReader() {}

    static Optional<Shape> read(Cursor cursor) {
        boolean ifExists = cursor.acceptIf();
        cursor.accept("only");
        Optional<ObjectName> table = cursor.name();
        cursor.accept("*");
        if (table.isEmpty()) {
            return Optional.empty();
        }
        List<Action> actions = new ArrayList<>();
        Cursor.parts(cursor.rest()).forEach(part -> actions.add(action(new Cursor(part))));
        return Optional.of(new Shape.AlterTable(table.get(), ifExists, actions));
    }

    private static Action action(Cursor cursor) {
        if (cursor.accept("add")) {
            return add(cursor);
        }
        if (cursor.accept("drop")) {
            return drop(cursor);
        }
        if (cursor.accept("alter")) {
            return alter(cursor);
        }
        if (cursor.accept("rename")) {
            return rename(cursor);
        }
        if (cursor.accept("validate", "constraint")) {
            return new Action.Validate(cursor.identifier().orElse(""));
        }
        if (cursor.accept("attach", "partition")) {
            return new Action.Attach(cursor.name().orElse(ObjectName.of("")), cursor.accept("default"));
        }
        if (cursor.accept("detach", "partition")) {
            return new Action.Detach(
                    cursor.name().orElse(ObjectName.of("")), cursor.accept("concurrently"), cursor.accept("finalize"));
        }
        return rest(cursor);
    }

    private static Action add(Cursor cursor) {
        if (DefinitionReader.constraintAhead(cursor)) {
            return new Action.AddConstraint(DefinitionReader.constraint(cursor));
        }
        cursor.accept("column");
        boolean ifNotExists = cursor.acceptIf();
        return new Action.AddColumn(DefinitionReader.column(cursor), ifNotExists);
    }

    private static Action drop(Cursor cursor) {
        boolean constraint = cursor.accept("constraint");
        cursor.accept("column");
        boolean ifExists = cursor.acceptIf();
        String name = cursor.identifier().orElse("");
        return constraint
                ? new Action.DropConstraint(name, ifExists)
                : new Action.DropColumn(name, ifExists, cursor.accept("cascade"));
    }

    private static Action alter(Cursor cursor) {
        if (cursor.at("constraint")) {
            return new Action.Else(Optional.of("alter constraint"));
        }
        cursor.accept("column");
        String column = cursor.identifier().orElse("");
        if (cursor.accept("set", "not", "null")) {
            return new Action.SetNotNull(column);
        }
        if (cursor.accept("drop", "not", "null")) {
            return new Action.DropNotNull(column);
        }
        if (cursor.accept("set", "data", "type") || cursor.accept("type")) {
            ColumnType type = ColumnType.read(cursor);
            return new Action.ChangeType(column, type, cursor.seek("using"));
        }
        return new Action.Else(
                cursor.at("set", "statistics") ? Optional.of("set statistics") : Optional.of("alter column"));
    }

    private static Action rename(Cursor cursor) {
        if (cursor.accept("to")) {
            return new Action.RenameTable(cursor.identifier().orElse(""));
        }
        if (cursor.at("constraint")) {
            return new Action.Else(Optional.of("rename constraint"));
        }
        cursor.accept("column");
        String from = cursor.identifier().orElse("");
        cursor.accept("to");
        return new Action.RenameColumn(from, cursor.identifier().orElse(""));
    }

    private static Action rest(Cursor cursor) {
        Optional<String> verb =
                cursor.acceptAny("enable", "disable", "force", "no", "set", "owner", "reset", "options");
        cursor.accept("replica");
        cursor.accept("always");
        if (cursor.accept("trigger") || cursor.accept("rule")) {
            return new Action.Trigger(verb.filter(v -> v.equals("enable")).isPresent());
        }
        cursor.accept("force");
        if (cursor.accept("row", "level", "security")) {
            return new Action.RowSecurity(
                    verb.filter(v -> v.equals("enable") || v.equals("force")).isPresent());
        }
        if (verb.filter(v -> v.equals("set")).isPresent() && stores(cursor)) {
            return new Action.Store("SET "
                    + cursor.rest().stream()
                            .map(Token::text)
                            .collect(Collectors.joining(" "))
                            .toUpperCase(java.util.Locale.ROOT));
        }
        return new Action.Else(verb);
    }

    private static boolean stores(Cursor cursor) {
        return cursor.at("logged") || cursor.at("unlogged") || cursor.at("tablespace") || cursor.at("access", "method");
    }
}
