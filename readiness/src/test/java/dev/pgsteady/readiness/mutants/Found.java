package dev.pgsteady.readiness.mutants;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;

/// What a rule found, without the evidence.
record Found(RuleId rule, Subject subject) {
    static Found of(Finding finding) {
        return new Found(finding.rule(), finding.subject());
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(rule, subject.kind(), subject.name());
    }
}
