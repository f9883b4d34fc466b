package dev.pgsteady.core;

import java.util.List;

/// What a [Check] says of a database.
public sealed interface Verdict {
    /// Everything that the rule looks at is as it should be.
    record Passed() implements Verdict {}

    /// The rule is broken in at least one place.
    record Failed(List<Finding> findings) implements Verdict {
        public Failed {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a failed check has at least one finding");
            }
        }
    }

    /// The rule does not apply to this database (`reason` says why, as in "no foreign keys"); neither good nor bad.
    record Skipped(String reason) implements Verdict {}

    /// Nothing has recorded what the rule asks for, or the role could not see it. Never a pass.
    record Unknown(String reason) implements Verdict {}

    /// Failed with these findings, or passed when there are none.
    static Verdict of(List<Finding> findings) {
        return findings.isEmpty() ? new Passed() : new Failed(findings);
    }
}
