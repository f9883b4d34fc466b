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

/// Remote clients may connect without encryption.
@AutoService(Rule.class)
public final class AC02 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC02"),
            Severity.HIGH,
            "Remote clients may connect without encryption",
            """
            A line that begins with host or hostnossl also serves connections without TLS. The client decides, and
            many drivers fall back to plain text by themselves; queries, rows and the login can then be read on the
            way.""",
            """
            Turn ssl on, write hostssl in place of host for every address that is not this machine, then reload.""",
            "20.1 The pg_hba.conf File; 19.9 Secure TCP/IP Connections with SSL");

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
                .filter(HbaRule::remote)
                .filter(l -> l.type().equals("host") || l.type().equals("hostnossl"))
                .filter(l -> lines.subList(0, lines.indexOf(l)).stream().noneMatch(e -> turnsPlainAway(e, l)))
                .map(l -> found(facts, l))
                .toList());
    }

    /// An earlier line that rejects every unencrypted client that this line would serve.
    private static boolean turnsPlainAway(HbaRule earlier, HbaRule line) {
        return earlier.type().equals("hostnossl")
                && earlier.method().equals("reject")
                && HbaLines.covers(
                        new HbaRule(
                                earlier.line(),
                                "host",
                                earlier.databases(),
                                earlier.users(),
                                earlier.address(),
                                earlier.netmask(),
                                earlier.method(),
                                earlier.options(),
                                earlier.error()),
                        line);
    }

    private Finding found(Facts facts, HbaRule line) {
        boolean hereOnly = HbaLines.listensHereOnly(facts);
        return finding(
                        HbaLines.subject(line),
                        "line %d of pg_hba.conf serves clients from %s without TLS too%s"
                                .formatted(line.line(), line.address(), hereOnly ? HbaLines.HERE_ONLY : ""),
                        Mend.procedure(
                                "In line %d of pg_hba.conf write hostssl in place of %s, then: SELECT pg_reload_conf();"
                                        .formatted(line.line(), line.type())),
                        0)
                .at(hereOnly ? Severity.LOW : Severity.HIGH);
    }
}
