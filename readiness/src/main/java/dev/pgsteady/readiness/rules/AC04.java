package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Cluster.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Superuser reachable from other machines.
@AutoService(Rule.class)
public final class AC04 implements Rule {

    private static final Set<String> BY_PASSWORD = Set.of("scram-sha-256", "md5", "password");
    private static final Words WORDS = new Words(
            new RuleId("AC04"),
            Severity.HIGH,
            "Superuser reachable from other machines",
            """
            Whoever gets a superuser's password from afar has the machine's account too: COPY ... TO PROGRAM runs
            commands. A line for all users is a line for superusers.""",
            """
            Put a line that rejects superusers from remote addresses in front, and let administrators come over SSH
            and the Unix socket.""",
            "20.1 The pg_hba.conf File; 22.2 Role Attributes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.orHba(facts, lines -> judge(facts, lines));
    }

    private Verdict judge(Facts facts, List<HbaRule> lines) {
        List<Role> superusers = facts.loginRoles().stream()
                .filter(r -> r.superuser() && !Logins.managed(r.name()))
                .toList();
        return Verdict.of(HbaLines.letting(lines).stream()
                .filter(l -> l.remote() && !l.databases().equals(List.of("replication")))
                .flatMap(l -> superusers.stream()
                        .filter(r -> reaches(lines, l, r))
                        .limit(1)
                        .map(r -> found(facts, l, r)))
                .toList());
    }

    private static boolean reaches(List<HbaRule> lines, HbaRule line, Role role) {
        boolean named = line.users().contains("all") || line.users().contains(role.name());
        boolean passwordless = role.verifier().equals(Optional.of(Verifier.NONE));
        if (!named || (passwordless && BY_PASSWORD.contains(line.method()))) {
            return false;
        }
        HbaRule narrowed = new HbaRule(
                line.line(),
                line.type(),
                line.databases(),
                List.of(role.name()),
                line.address(),
                line.netmask(),
                line.method(),
                line.options(),
                line.error());
        return lines.subList(0, lines.indexOf(line)).stream()
                .filter(e -> e.error().isEmpty())
                .noneMatch(e -> HbaLines.covers(e, narrowed));
    }

    private Finding found(Facts facts, HbaRule line, Role role) {
        boolean hereOnly = HbaLines.listensHereOnly(facts);
        Severity severity = HbaLines.wantsCertificate(line) ? Severity.MEDIUM : Severity.HIGH;
        return finding(
                        HbaLines.subject(line),
                        "line %d of pg_hba.conf lets superuser %s in from %s by %s%s"
                                .formatted(
                                        line.line(),
                                        Sql.identifier(role.name()),
                                        line.address(),
                                        line.method(),
                                        hereOnly ? HbaLines.HERE_ONLY : ""),
                        Mend.procedure("Put this line before line %d of pg_hba.conf: host all %s all reject"
                                        .formatted(line.line(), Sql.identifier(role.name()))
                                + " (after a line that lets it in from this machine); then: SELECT pg_reload_conf();"),
                        0)
                .at(hereOnly ? Severity.LOW : severity);
    }
}
