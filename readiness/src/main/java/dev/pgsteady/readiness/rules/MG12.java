package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Server;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Server behind its fixes.
@AutoService(Rule.class)
public final class MG12 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG12"),
            Severity.HIGH,
            "Server behind its fixes",
            """
            Each minor release closes holes and mends data corruption, and needs no more than a restart. A major
            version past its end gets neither.""",
            """
            Install the newest minor release at the next maintenance window; plan the major upgrade a year before
            the end.""",
            "19.6 Upgrading a PostgreSQL Cluster; postgresql.org/support/versioning");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Server server = facts.server();
        LocalDate today = LocalDate.ofInstant(server.at(), ZoneOffset.UTC);
        Optional<Releases.Release> release = Releases.of(server.major());
        if (release.isEmpty()) {
            return new Verdict.Unknown("nothing is known here of PostgreSQL " + server.major());
        }
        int minor = server.versionNumber() % 10_000;
        List<Finding> findings = findings(server, today, release.get(), minor);
        boolean old = today.isAfter(Releases.KNOWN.plusDays(Releases.FRESH_DAYS));
        return findings.isEmpty() && old && minor <= release.get().minor()
                ? new Verdict.Unknown("the newest release known here is of %s".formatted(Releases.KNOWN))
                : Verdict.of(findings);
    }

    private List<Finding> findings(Server server, LocalDate today, Releases.Release release, int minor) {
        List<Finding> findings = new ArrayList<>();
        Subject subject = new Subject("server", "PostgreSQL " + server.major());
        if (today.isAfter(release.endOfLife())) {
            findings.add(finding(
                    subject,
                    "PostgreSQL %d has had no fixes since %s".formatted(server.major(), release.endOfLife()),
                    Mend.procedure("Upgrade to a supported major version (pg_upgrade, or logical replication)."),
                    0));
        }
        int behind = release.minor() - minor;
        if (behind > 0) {
            findings.add(finding(
                            subject,
                            "%d.%d runs, and %d.%d was known to exist on %s"
                                    .formatted(server.major(), minor, server.major(), release.minor(), Releases.KNOWN),
                            Mend.procedure("Install the newest minor release of PostgreSQL %d and restart."
                                    .formatted(server.major())),
                            behind)
                    .at(behind == 1 ? Severity.LOW : behind == 2 ? Severity.MEDIUM : Severity.HIGH));
        }
        return findings;
    }
}
