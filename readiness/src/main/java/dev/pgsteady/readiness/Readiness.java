package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The front door of the check: facts in, report out.
public final class Readiness {
    private final Rules rules;

    /// A check by all the rules on the class path.
    public Readiness() {
        this(Rules.installed());
    }

    /// A check by these rules.
    public Readiness(Rules rules) {
        this.rules = rules;
    }

    /// The rules.
    public Rules rules() {
        return rules;
    }

    /// Judges a database from what was read of it. Pure.
    public Report judge(Facts facts, List<Suppression> suppressions) {
        LocalDate day = LocalDate.ofInstant(facts.server().at(), ZoneOffset.UTC);
        return Report.of(facts, rules, finding -> suppressions.stream().anyMatch(s -> s.covers(finding, day)));
    }
}
