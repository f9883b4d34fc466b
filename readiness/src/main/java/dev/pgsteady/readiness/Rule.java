package dev.pgsteady.readiness;

import dev.pgsteady.core.Check;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Finding.Subject;
import java.util.Optional;

/// A rule of the readiness check: a [Check] over [Facts], found by `ServiceLoader`.
public interface Rule extends Check<Facts> {
    /// A finding of this rule at the rule's own severity; [Finding#at] makes it milder.
    default Finding finding(Subject subject, String evidence, Optional<Fix> fix, long weight) {
        return new Finding(words().id(), words().severity(), subject, evidence, fix, weight);
    }
}
