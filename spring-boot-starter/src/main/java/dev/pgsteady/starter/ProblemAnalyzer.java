package dev.pgsteady.starter;

import dev.pgsteady.core.Problem;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says what is wrong and what to do next, in place of a stack trace, when a start fails for a [Problem].
final class ProblemAnalyzer extends AbstractFailureAnalyzer<Problem> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Problem cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.next(), cause);
    }
}
