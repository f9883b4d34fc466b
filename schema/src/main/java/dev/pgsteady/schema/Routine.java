package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A function, procedure, aggregate or window function.
///
/// @param arguments  `pg_get_function_identity_arguments`: with the name it is the identity
/// @param result     `pg_get_function_result`; empty for a procedure
/// @param language   `sql`, `plpgsql`, `c`, ...
/// @param definition `pg_get_functiondef`; for an aggregate the text that this module composes
/// @param volatility `i`mmutable, `s`table or `v`olatile
/// @param settings   `proconfig`, as in `search_path=pg_catalog`
public record Routine(
        QualifiedName name,
        Kind kind,
        String arguments,
        Optional<String> result,
        String owner,
        String language,
        boolean securityDefiner,
        char volatility,
        List<String> settings,
        String definition,
        List<Grant> grants,
        Optional<String> comment,
        Optional<String> extension) {
    public Routine {
        settings = List.copyOf(settings);
        grants = List.copyOf(grants);
    }

    /// The kinds of routine.
    public enum Kind {
        FUNCTION,
        PROCEDURE,
        AGGREGATE,
        WINDOW
    }

    /// As `ALTER FUNCTION` names it: `app.total(integer)`.
    public String signature() {
        return name.sql() + "(" + arguments + ")";
    }
}
