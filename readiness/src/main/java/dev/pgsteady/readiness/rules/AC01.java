package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Set;

/// Password not asked for, or sent in clear.
@AutoService(Rule.class)
public final class AC01 implements Rule {

    private static final Set<String> WEAK = Set.of("trust", "password", "ident");
    private static final Words WORDS = new Words(
            new RuleId("AC01"),
            Severity.CRITICAL,
            "Password not asked for, or sent in clear",
            """
            A line with trust lets in whoever names a role, superusers included. With password the password crosses
            the network in clear text, and ident believes what the client's own machine says of it.""",
            """
            Let such lines say scram-sha-256 (or peer for Unix sockets), then reload. Give every role that they
            served a password first.""",
            "20.3 Authentication Methods");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.orHba(facts, lines -> judge(facts, lines));
    }

    private Verdict judge(Facts facts, List<HbaRule> lines) {
        return Verdict.of(HbaLines.letting(lines).stream()
                .filter(l -> WEAK.contains(l.method()))
                .filter(l -> !HbaLines.wantsCertificate(l))
                .filter(l -> !(l.type().equals("local") && l.method().equals("ident")))
                .map(l -> found(facts, l))
                .toList());
    }

    private Finding found(Facts facts, HbaRule line) {
        String good = line.type().equals("local") ? "peer" : "scram-sha-256";
        String who = line.remote() ? "from " + line.address() : "on this machine";
        String listening = line.remote() && HbaLines.listensHereOnly(facts) ? HbaLines.HERE_ONLY : "";
        return finding(
                        HbaLines.subject(line),
                        "line %d of pg_hba.conf uses %s for clients %s%s"
                                .formatted(line.line(), line.method(), who, listening),
                        Mend.procedure(
                                "In line %d of pg_hba.conf write %s in place of %s, then: SELECT pg_reload_conf();"
                                        .formatted(line.line(), good, line.method())),
                        0)
                .at(severity(line));
    }

    private static Severity severity(HbaRule line) {
        if (line.type().equals("local")) {
            return Severity.LOW;
        }
        if (!line.remote()) {
            return Severity.MEDIUM;
        }
        if (line.method().equals("trust")) {
            return Severity.CRITICAL;
        }
        boolean encrypted = line.type().equals("hostssl") && line.method().equals("password");
        return encrypted ? Severity.MEDIUM : Severity.HIGH;
    }
}
