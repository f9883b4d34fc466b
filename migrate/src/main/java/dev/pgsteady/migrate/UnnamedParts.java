package dev.pgsteady.migrate;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Constraints and indexes to which the entities give no name, and which are there under another one: what
/// PostgreSQL called them when the table had another name, or what somebody called them by hand. The name
/// alone is no difference.
final class UnnamedParts {
    private static final Pattern BY_SERVER = Pattern.compile(".*_(pkey|key|fkey|check|idx|excl)\\d*");
    private static final int KEPT_OF_TABLE = 20;

    private UnnamedParts() {}

    /// The statements that give what the entities say the names that it has there.
    ///
    /// @param said  the schema that the entities say, where the server has named what they did not
    /// @param there the schema that is there
    static List<String> named(Model said, Model there) {
        Map<List<Object>, Deque<Part>> others = new HashMap<>();
        there.parts().values().stream()
                .filter(p -> !said.parts().containsKey(p.id()))
                .forEach(p -> content(p)
                        .ifPresent(c -> others.computeIfAbsent(c, k -> new ArrayDeque<>())
                                .add(p)));
        List<String> statements = new ArrayList<>();
        for (Part part : said.parts().values()) {
            if (!there.parts().containsKey(part.id()) && byServer(part)) {
                content(part).map(others::get).map(Deque::poll).ifPresent(other -> statements.add(rename(part, other)));
            }
        }
        return statements;
    }

    /// All of a part but its name.
    private static Optional<List<Object>> content(Part part) {
        return switch (part) {
            case Part.ConstraintPart p
            when !(p.constraint() instanceof Constraint.NotNull) ->
                Optional.of(List.of(
                        p.id().schema(),
                        p.id().name(),
                        p.constraint().definition(),
                        p.constraint().common().validated()));
            case Part.IndexPart p -> {
                Index i = p.index();
                yield Optional.of(List.of(
                        p.on(), i.method(), i.keys(), i.include(), i.predicate(), i.unique(), i.nullsNotDistinct()));
            }
            default -> Optional.empty();
        };
    }

    private static boolean byServer(Part part) {
        String table = part instanceof Part.IndexPart index
                ? index.on().name()
                : part.id().name();
        String name = name(part.id());
        return BY_SERVER.matcher(name).matches()
                && name.startsWith(table.substring(0, Math.min(table.length(), KEPT_OF_TABLE)));
    }

    private static String name(ObjectId id) {
        return id.kind() == ObjectId.Kind.INDEX ? id.name() : id.part();
    }

    private static String rename(Part said, Part there) {
        ObjectId id = said.id();
        String name = Sql.identifier(name(there.id()));
        return id.kind() == ObjectId.Kind.INDEX
                ? "ALTER INDEX %s RENAME TO %s".formatted(id.sql(), name)
                : "ALTER TABLE %s.%s RENAME CONSTRAINT %s TO %s"
                        .formatted(
                                Sql.identifier(id.schema()),
                                Sql.identifier(id.name()),
                                Sql.identifier(id.part()),
                                name);
    }
}
