package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A fault that a framework or a team's custom puts into every table: one decision to take, so one finding.
///
/// @param database the database, as SQL names it
/// @param what     the fault, as a noun in the singular
record Habit(String database, String what) {
    private static final int NAMED = 3;

    static Habit of(Facts facts, String what) {
        return new Habit(Sql.identifier(facts.server().database()), what);
    }

    /// The findings themselves, or one about the database when there are more than `many`.
    List<Finding> gathered(Rule rule, List<Finding> findings, int many) {
        if (findings.size() <= many) {
            return findings;
        }
        String first =
                findings.stream().limit(NAMED).map(f -> f.subject().name()).collect(Collectors.joining(", "));
        long weight = findings.stream().mapToLong(Finding::weight).sum();
        return List.of(rule.finding(
                new Subject("database", database),
                "%,d times: %s, as in %s and so on".formatted(findings.size(), what, first),
                Optional.empty(),
                weight));
    }
}
