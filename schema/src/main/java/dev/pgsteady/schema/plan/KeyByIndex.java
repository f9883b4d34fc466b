package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A primary key or unique constraint whose index is made first, under the key's name (manual, ALTER TABLE, `ADD
/// table_constraint_using_index`). What takes long then keeps writers out and nobody else: other indexes of the table
/// can be made at the same time.
///
/// @param index the statement that makes the index
/// @param rest  the statements that make it the constraint's; they lock the table for a moment
public record KeyByIndex(String index, List<String> rest) {
    private static final String WITHOUT_OVERLAPS = " WITHOUT OVERLAPS)";

    public KeyByIndex {
        rest = List.copyOf(rest);
    }

    /// How a constraint of a table that is not partitioned can be made so; empty when it cannot.
    static Optional<KeyByIndex> of(Part.ConstraintPart c) {
        return switch (c.constraint()) {
            case Constraint.PrimaryKey ignored -> of(c, "PRIMARY KEY");
            case Constraint.Unique ignored -> of(c, "UNIQUE");
            case Constraint.Check ignored -> Optional.empty();
            case Constraint.ForeignKey ignored -> Optional.empty();
            case Constraint.Exclusion ignored -> Optional.empty();
            case Constraint.NotNull ignored -> Optional.empty();
            case Constraint.ConstraintTrigger ignored -> Optional.empty();
        };
    }

    private static Optional<KeyByIndex> of(Part.ConstraintPart c, String word) {
        String definition = c.constraint().definition();
        int open = definition.indexOf('(');
        int after = closing(definition, open) + 1;
        String columns = definition.substring(open, after);
        if (columns.endsWith(WITHOUT_OVERLAPS)) {
            return Optional.empty();
        }
        String distinct = definition.substring(0, open).contains("NULLS NOT DISTINCT") ? " NULLS NOT DISTINCT" : "";
        String rest = definition.substring(after);
        int include = rest.startsWith(" INCLUDE (") ? closing(rest, rest.indexOf('(')) + 1 : 0;
        String name = Sql.identifier(c.id().part());
        QualifiedName table = c.id().qualified();
        List<String> statements = new ArrayList<>();
        statements.add("ALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s%s"
                .formatted(table.sql(), name, word, name, rest.substring(include)));
        statements.addAll(ConstraintSql.after(c));
        return Optional.of(new KeyByIndex(
                "CREATE UNIQUE INDEX %s ON %s USING btree %s%s%s"
                        .formatted(name, table.sql(), columns, rest.substring(0, include), distinct),
                statements));
    }

    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted = (c == '"') != quoted;
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length() - 1;
    }
}
