package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Host to restore on was not checked.
///
/// The source's version, extensions and collations are in its catalog; those of the other host are known from
/// records alone.
@AutoService(Rule.class)
public final class RS06 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS06"),
            Severity.HIGH,
            "Host to restore on was not checked",
            """
            A base backup starts under its own major version alone, an index that was built under another version of
            the collations' library misses rows, and a library that an extension lacks stops the first query. The
            day of the restore is a bad one for looking for packages.""",
            """
            Install the same major version, extensions and locales on the host to restore on, compare them with the
            source, and record it. Every 30 days at least.""",
            "26.3 Continuous Archiving and Point-in-Time Recovery; 24.2 Collation Support");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.RESTORE_HOST, Recorded.VALID_DAYS);
    }
}
