package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TlsIdentity;
import dev.pgsteady.core.TlsIdentity.Shown;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Certificate about to end, or not to be trusted.
///
/// The server's settings name a file and not what is in it, so that this is known from a TLS handshake by the client
/// alone. Days are whole days by the server's clock. The name is compared only where the client went to a name of
/// another
/// machine: through a tunnel or by an address it says nothing of how others connect. A certificate of one's own
/// authority
/// is as good as any.
@AutoService(Rule.class)
public final class AC09 implements Rule {

    private static final long SOON = 30;
    private static final long NOW = 7;
    private static final Words WORDS = new Words(
            new RuleId("AC09"),
            Severity.HIGH,
            "Certificate about to end, or not to be trusted",
            """
            On the day that the certificate ends every client that checks it stops, all at once. One that is signed
            by itself, or is for another name, makes people switch the check off, and then anybody on the way can be
            the server.""",
            """
            Get a certificate for the name that clients use from an authority that they know, your own will do, put
            it into ssl_cert_file and reload; let a program renew it and an alert watch its end.""",
            "19.9 Secure TCP/IP Connections with SSL; 34.19.1 Client Verification of Server Certificates");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("ssl", "off")) {
            return new Verdict.Skipped("ssl is off, as AC07 says");
        }
        if (HbaLines.listensHereOnly(facts)) {
            return new Verdict.Skipped("the server listens to this machine alone");
        }
        return switch (facts.live().probes().tls()) {
            case TlsIdentity.Unseen(String reason) -> new Verdict.Unknown("no certificate was seen: " + reason);
            case Shown shown ->
                Verdict.of(judge(shown, facts.server().at()).stream().toList());
        };
    }

    /// One thing that is wrong with it.
    private record Fault(Severity severity, String words) {}

    private Optional<Finding> judge(Shown shown, Instant now) {
        List<Fault> faults = new ArrayList<>(ending(shown, now));
        if (shown.selfSigned()) {
            faults.add(new Fault(Severity.MEDIUM, "is signed by itself"));
        }
        if (named(shown.host()) && !shown.namesHost()) {
            faults.add(new Fault(Severity.MEDIUM, "is for " + String.join(", ", shown.names())));
        }
        return faults.stream()
                .map(Fault::severity)
                .min(Comparator.naturalOrder())
                .map(worst -> finding(
                                new Subject("certificate", shown.host() + ":" + shown.port()),
                                "the certificate of %s %s"
                                        .formatted(
                                                shown.host(),
                                                faults.stream()
                                                        .map(Fault::words)
                                                        .collect(Collectors.joining(", and "))),
                                Mend.procedure(words().remedy()),
                                0)
                        .at(worst));
    }

    private static List<Fault> ending(Shown shown, Instant now) {
        if (now.isBefore(shown.from())) {
            return List.of(new Fault(Severity.HIGH, "is not valid before " + day(shown.from())));
        }
        if (!now.isBefore(shown.until())) {
            return List.of(new Fault(Severity.HIGH, "ended on " + day(shown.until())));
        }
        long left = ChronoUnit.DAYS.between(day(now), day(shown.until()));
        if (left >= SOON) {
            return List.of();
        }
        return List.of(new Fault(
                left < NOW ? Severity.HIGH : Severity.MEDIUM,
                "ends on %s, in less than %d days".formatted(day(shown.until()), left < NOW ? NOW : SOON)));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /// Whether this is a name that other machines could use too.
    private static boolean named(String host) {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        return !address && !host.equals("localhost");
    }
}
