package dev.pgsteady.readiness;

import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import java.util.List;
import java.util.function.Predicate;

/// What one rule said.
public record Judgement(Words rule, Verdict verdict) {
    /// The findings, none unless it failed.
    public List<Finding> findings() {
        return verdict instanceof Verdict.Failed failed ? failed.findings() : List.of();
    }

    /// The same without the findings that are accepted; passed when none is left.
    Judgement without(Predicate<Finding> accepted) {
        return verdict instanceof Verdict.Failed failed
                ? new Judgement(
                        rule,
                        Verdict.of(failed.findings().stream()
                                .filter(Predicate.not(accepted))
                                .toList()))
                : this;
    }
}
