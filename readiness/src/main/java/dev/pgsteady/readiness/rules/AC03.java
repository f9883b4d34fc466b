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

/// Every address of the Internet may log in.
@AutoService(Rule.class)
public final class AC03 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC03"),
            Severity.HIGH,
            "Every address of the Internet may log in",
            """
            A line for 0.0.0.0/0, ::/0 or all leaves nothing but the password between the database and every machine
            that can reach the port. Scanners find an open 5432 within hours and go on guessing.""",
            """
            Name the networks that the application and its people come from, and close the port to all others in the
            firewall too.""",
            "20.1 The pg_hba.conf File");

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
                .filter(l -> !l.type().equals("local") && HbaLines.everywhere(l))
                .filter(l -> !(l.type().equals("hostssl") && HbaLines.wantsCertificate(l)))
                .map(l -> found(facts, l))
                .toList());
    }

    private Finding found(Facts facts, HbaRule line) {
        boolean hereOnly = HbaLines.listensHereOnly(facts);
        boolean guarded = line.type().equals("hostssl") && line.method().equals("scram-sha-256");
        Severity severity = guarded ? Severity.MEDIUM : Severity.HIGH;
        return finding(
                        HbaLines.subject(line),
                        "line %d of pg_hba.conf lets in clients from any address by %s%s"
                                .formatted(line.line(), line.method(), hereOnly ? HbaLines.HERE_ONLY : ""),
                        Mend.procedure(
                                ("In line %d of pg_hba.conf write the network of the application in place of %s, then: "
                                                + "SELECT pg_reload_conf();")
                                        .formatted(line.line(), line.address())),
                        0)
                .at(hereOnly ? Severity.LOW : severity);
    }
}
