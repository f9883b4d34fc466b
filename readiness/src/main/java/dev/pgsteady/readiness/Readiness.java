package dev.pgsteady.readiness;

import dev.pgsteady.schema.Snapshot;

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
    public Report judge(Snapshot snapshot, Live live, Evidence evidence) {
        return Report.of(new Facts(snapshot, live, evidence), rules);
    }
}
