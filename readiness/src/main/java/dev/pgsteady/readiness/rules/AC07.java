package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Encryption of connections off or weak.
@AutoService(Rule.class)
public final class AC07 implements Rule {

    private static final Set<String> OLD = Set.of("", "TLSv1", "TLSv1.1");
    private static final Pattern WEAK_CIPHER =
            Pattern.compile("(^|[:,+ ])(LOW|EXP|EXPORT|RC4|DES|NULL|aNULL|eNULL|MD5|ALL|COMPLEMENTOFALL)([:,+ ]|$)");
    private static final Words WORDS = new Words(
            new RuleId("AC07"),
            Severity.HIGH,
            "Encryption of connections off or weak",
            """
            With ssl off no client can encrypt, whatever pg_hba.conf says. Protocols before TLS 1.2 and the old
            ciphers are broken, and a man in the middle can talk both sides down to them.""",
            """
            Give the server a certificate, set ssl = on and ssl_min_protocol_version = 'TLSv1.2', and leave
            ssl_ciphers at its default.""",
            "19.9 Secure TCP/IP Connections with SSL");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.bySetting(facts, "ssl", ssl -> ssl.equals("on") ? weak(facts) : List.of(off(facts)));
    }

    private Finding off(Facts facts) {
        boolean hereOnly = HbaLines.listensHereOnly(facts);
        return finding(
                        Subjects.setting("ssl"),
                        "ssl is off" + (hereOnly ? ", and the server listens to this machine alone" : ""),
                        Mend.review("""
                                ALTER SYSTEM SET ssl = 'on';
                                -- needs server.crt and server.key in the data directory first
                                SELECT pg_reload_conf();"""),
                        0)
                .at(hereOnly ? Severity.LOW : Severity.HIGH);
    }

    private List<Finding> weak(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.setting("ssl_min_protocol_version")
                .filter(OLD::contains)
                .ifPresent(v -> findings.add(finding(
                        Subjects.setting("ssl_min_protocol_version"),
                        "clients may use %s".formatted(v.isEmpty() ? "any version of TLS" : v),
                        Adjust.reload("ssl_min_protocol_version", "TLSv1.2"),
                        0)));
        facts.setting("ssl_ciphers")
                .filter(v -> WEAK_CIPHER.matcher(v).find())
                .ifPresent(v -> findings.add(finding(
                                Subjects.setting("ssl_ciphers"),
                                "ssl_ciphers allows weak ciphers: " + v,
                                Adjust.reload("ssl_ciphers", "HIGH:MEDIUM:+3DES:!aNULL"),
                                0)
                        .at(Severity.MEDIUM)));
        return findings;
    }
}
