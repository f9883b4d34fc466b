package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.List;
import java.util.function.Function;

/// What to say where the role could not look: unknown, with the right that would show it.
final class Hidden {
    private Hidden() {}

    /// What was found; and where nothing was found but something was hidden, that it is unknown.
    static Verdict unless(Facts facts, Unseen.Kind kind, List<Finding> findings) {
        if (!findings.isEmpty() || facts.snapshot().sees(kind)) {
            return Verdict.of(findings);
        }
        return unknown(facts, kind);
    }

    /// Judges by a setting; unknown where it is hidden, skipped where this server has none of that name.
    static Verdict bySetting(Facts facts, String name, Function<String, List<Finding>> judge) {
        return facts.setting(name)
                .map(value -> Verdict.of(judge.apply(value)))
                .orElseGet(() -> facts.snapshot().sees(Unseen.Kind.SETTINGS)
                        ? new Verdict.Skipped("this server has no setting " + name)
                        : unknown(facts, Unseen.Kind.SETTINGS));
    }

    /// The verdict on the lines of `pg_hba.conf`, or that they could not be read.
    static Verdict orHba(Facts facts, Function<List<HbaRule>, Verdict> judge) {
        return facts.live().hba().map(judge).orElseGet(() -> hba(facts));
    }

    /// The rules of `pg_hba.conf` could not be read.
    private static Verdict hba(Facts facts) {
        return facts.snapshot().sees(Unseen.Kind.HBA_RULES)
                ? missing("pg_hba.conf", "GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO", facts)
                : unknown(facts, Unseen.Kind.HBA_RULES);
    }

    /// Passwords' verifiers could not be read.
    static Verdict passwords(Facts facts) {
        return facts.snapshot().sees(Unseen.Kind.PASSWORDS)
                ? missing("how passwords are stored", "GRANT SELECT ON pg_catalog.pg_authid TO", facts)
                : unknown(facts, Unseen.Kind.PASSWORDS);
    }

    private static Verdict missing(String what, String grant, Facts facts) {
        return new Verdict.Unknown("%s is not visible to this role; a superuser sees it, or: %s %s"
                .formatted(what, grant, Subjects.role(facts.server().role()).name()));
    }

    private static Verdict unknown(Facts facts, Unseen.Kind kind) {
        return new Verdict.Unknown(facts.snapshot().unseen().stream()
                .filter(u -> u.what() == kind)
                .map(Unseen::why)
                .findFirst()
                .orElse("not visible to this role"));
    }
}
