package dev.pgsteady.readiness;

import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import java.util.List;

/// What one rule said.
public record Judgement(Words rule, Verdict verdict) {
    /// The findings, none unless it failed.
    public List<Finding> findings() {
        return verdict instanceof Verdict.Failed failed ? failed.findings() : List.of();
    }
}
