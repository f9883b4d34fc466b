package dev.pgsteady.readiness.mutants;

import static dev.pgsteady.readiness.mutants.Original.alter;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.mutants.Defect.Consequence;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Rights that too many have, and row-level security that does nothing.
final class AccessDefects {
    private AccessDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("AC19", "let everybody create in a schema", AccessDefects::open),
                Defect.of(
                        "AC21",
                        "grant a table to everybody",
                        AccessDefects::publicTable,
                        Consequence.of("AC28", "what the table keeps secret is everybody's now")),
                Defect.of("AC21", "grant a view or a sequence to everybody", AccessDefects::publicOther),
                Defect.of(
                        "AC22",
                        "run a function as its owner by the caller's search_path",
                        AccessDefects::unpinned,
                        Consequence.of("AC23", "whoever may call it now has the owner's rights")),
                Defect.of("AC23", "run a function that all may call as its owner", AccessDefects::callable),
                Defect.of("AC26", "enable row-level security without a policy", AccessDefects::policyless),
                Defect.of("AC26", "write a policy and leave row-level security off", AccessDefects::unenforced),
                Defect.of("AC27", "secure the rows of a table under a view", AccessDefects::passedBy));
    }

    private static Stream<Mutant> open(Original original) {
        return original.schema().namespaces().stream()
                .filter(n -> n.extension().isEmpty() && n.grants().stream().noneMatch(AccessDefects::creates))
                .map(n -> Mutant.of(
                        new Subject("schema", Sql.identifier(n.name())),
                        "GRANT CREATE ON SCHEMA %s TO PUBLIC;".formatted(Sql.identifier(n.name()))));
    }

    private static boolean creates(Grant grant) {
        return grant.toPublic() && grant.privilege().equals("CREATE");
    }

    private static Stream<Mutant> publicTable(Original original) {
        return original.tables()
                .filter(t -> t.grants().stream().noneMatch(Grant::toPublic))
                .map(t -> Mutant.of(
                        t,
                        Mutant.table(t),
                        "GRANT ALL ON TABLE %s TO PUBLIC;".formatted(t.name().sql())));
    }

    private static Stream<Mutant> publicOther(Original original) {
        Stream<Mutant> views = original.schema().views().stream()
                .filter(v -> v.extension().isEmpty() && v.grants().stream().noneMatch(Grant::toPublic))
                .map(v -> Mutant.of(
                        view(v),
                        "GRANT SELECT ON TABLE %s TO PUBLIC;".formatted(v.name().sql())));
        Stream<Mutant> sequences = original.schema().sequences().stream()
                .filter(s -> s.extension().isEmpty() && s.grants().stream().noneMatch(Grant::toPublic))
                .map(s -> Mutant.of(
                        new Subject("sequence", s.name().sql()),
                        "GRANT USAGE ON SEQUENCE %s TO PUBLIC;"
                                .formatted(s.name().sql())));
        return Stream.concat(views, sequences);
    }

    private static Subject view(View view) {
        return new Subject(view.materialized() ? "matview" : "view", view.name().sql());
    }

    private static Stream<Mutant> unpinned(Original original) {
        return original.loose()
                .map(r -> Mutant.of(function(r), "ALTER ROUTINE %s SECURITY DEFINER;".formatted(r.signature())));
    }

    private static Subject function(Routine routine) {
        return new Subject("function", routine.signature());
    }

    /// A function for triggers is called by nobody.
    private static Stream<Mutant> callable(Original original) {
        return original.loose()
                .filter(r -> r.result()
                        .filter(Set.of("trigger", "event_trigger")::contains)
                        .isEmpty())
                .filter(r -> r.grants().stream()
                        .anyMatch(g -> g.toPublic() && g.privilege().equals("EXECUTE")))
                .map(r -> Mutant.of(
                        function(r),
                        "ALTER ROUTINE %s SECURITY DEFINER SET search_path = pg_catalog, pg_temp;"
                                .formatted(r.signature())));
    }

    /// Tables that no view reads: the view would be a fault of its own.
    private static Stream<Table> unsecured(Original original) {
        return original.tables()
                .filter(t -> !t.rowSecurity().enabled() && t.policies().isEmpty() && !original.viewed(t));
    }

    private static Stream<Mutant> policyless(Original original) {
        return unsecured(original).map(t -> Mutant.of(t, Mutant.table(t), alter(t, "ENABLE ROW LEVEL SECURITY")));
    }

    private static Stream<Mutant> unenforced(Original original) {
        return unsecured(original).map(t -> Mutant.of(t, Mutant.table(t), policy(t)));
    }

    private static String policy(Table table) {
        return "CREATE POLICY zzz_mutant ON %s USING (current_user = 'somebody');"
                .formatted(table.name().sql());
    }

    /// Only where one view alone reads the table, so that one finding is to come.
    private static Stream<Mutant> passedBy(Original original) {
        return original.tables()
                .filter(t -> !t.rowSecurity().enabled() && t.policies().isEmpty())
                .flatMap(t -> {
                    List<View> views = original.schema().views().stream()
                            .filter(v -> v.dependsOn().contains(t.name()))
                            .toList();
                    return views.size() == 1 && views.getFirst().extension().isEmpty()
                            ? Stream.of(Mutant.of(
                                    t, view(views.getFirst()), policy(t) + " " + alter(t, "ENABLE ROW LEVEL SECURITY")))
                            : Stream.of();
                });
    }
}
