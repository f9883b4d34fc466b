package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.View;

/// What findings are about besides tables and their parts ([About]): roles, settings, functions, the database.
final class Subjects {
    private Subjects() {}

    static Subject view(View view) {
        return new Subject(view.materialized() ? "matview" : "view", view.name().sql());
    }

    static Subject routine(Routine routine) {
        return new Subject("function", routine.signature());
    }

    static Subject role(String name) {
        return new Subject("role", Sql.identifier(name));
    }

    static Subject setting(String name) {
        return new Subject("setting", name);
    }

    static Subject database(Facts facts) {
        return new Subject("database", Sql.identifier(facts.server().database()));
    }

    static Subject schema(String name) {
        return new Subject("schema", Sql.identifier(name));
    }
}
