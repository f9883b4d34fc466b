package dev.pgsteady.readiness.rules;

import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Routine;
import java.util.Set;
import java.util.regex.Pattern;

/// What several rules ask of a function.
final class Routines {
    /// A body in standard SQL is bound to its objects when the function is made (CREATE FUNCTION, sql_body).
    private static final Pattern BOUND = Pattern.compile("\\n\\s*(BEGIN ATOMIC|RETURN )");

    private static final Set<String> COMPILED = Set.of("c", "internal");

    private Routines() {}

    /// Whether the names in its body mean the same whoever calls it.
    static boolean pinned(Routine routine) {
        return routine.settings().stream().anyMatch(s -> s.startsWith("search_path="))
                || COMPILED.contains(routine.language())
                || (routine.language().equals("sql")
                        && BOUND.matcher(routine.definition()).find());
    }

    /// Whether every role may call it.
    static boolean publicMayCall(Routine routine) {
        return routine.grants().stream().anyMatch(Routines::toPublic);
    }

    private static boolean toPublic(Grant grant) {
        return grant.toPublic() && grant.privilege().equals("EXECUTE");
    }

    /// Whether only a trigger can call it.
    static boolean forTriggers(Routine routine) {
        return routine.result()
                .filter(r -> r.equals("trigger") || r.equals("event_trigger"))
                .isPresent();
    }
}
