package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.plan.Part.RoutinePart;
import java.util.List;
import java.util.Optional;

/// Functions, procedures and aggregates as statements.
final class RoutineSql {
    private RoutineSql() {}

    static List<String> create(RoutinePart r) {
        return List.of(r.definition().strip());
    }

    /// A routine can be replaced while it stays one of its kind with the same result. Names and defaults of
    /// arguments may forbid it too.
    static Optional<List<String>> alter(RoutinePart old, RoutinePart wanted) {
        boolean anew = old.kind() != wanted.kind()
                || !old.result().equals(wanted.result())
                || !old.arguments().equals(wanted.arguments())
                || wanted.kind() == Routine.Kind.AGGREGATE
                || defaults(old) > defaults(wanted);
        return anew ? Optional.empty() : Optional.of(create(wanted));
    }

    /// How many arguments have a default: `CREATE OR REPLACE` takes none away.
    private static int defaults(RoutinePart r) {
        String head = r.definition().lines().findFirst().orElse("");
        return head.split(" DEFAULT ", -1).length - 1;
    }
}
