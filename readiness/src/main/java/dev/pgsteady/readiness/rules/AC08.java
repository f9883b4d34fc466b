package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Remote sessions without encryption.
@AutoService(Rule.class)
public final class AC08 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC08"),
            Severity.HIGH,
            "Remote sessions without encryption",
            """
            These clients talk to the server across the network in clear text right now: logins, queries and rows
            can be read and changed on the way.""",
            """
            Let the clients connect with sslmode=verify-full, and make the server insist by hostssl lines in
            pg_hba.conf.""",
            "28.2.6 pg_stat_ssl; 34.19 SSL Support");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Session> remote = facts.live().sessions().stream()
                .filter(s -> s.clientAddress().filter(a -> !here(a)).isPresent())
                .toList();
        Map<String, List<Session>> plain = new TreeMap<>();
        remote.stream()
                .filter(s -> !s.tls())
                .forEach(s ->
                        plain.computeIfAbsent(s.role(), r -> new ArrayList<>()).add(s));
        List<Finding> findings = plain.entrySet().stream()
                .map(e -> found(e.getKey(), e.getValue()))
                .toList();
        if (findings.isEmpty() && remote.isEmpty() && facts.snapshot().sees(Unseen.Kind.SESSIONS)) {
            return new Verdict.Skipped("nobody is connected from another machine");
        }
        return Hidden.unless(facts, Unseen.Kind.SESSIONS, findings);
    }

    private Finding found(String role, List<Session> sessions) {
        String from = sessions.stream()
                .flatMap(s -> s.clientAddress().stream())
                .distinct()
                .sorted()
                .limit(3)
                .collect(Collectors.joining(", "));
        return finding(
                Subjects.role(role),
                "role %s is connected without TLS from %s".formatted(Sql.identifier(role), from),
                Mend.procedure("Set sslmode=verify-full (at least require) in the client's connection settings."),
                sessions.size());
    }

    private static boolean here(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }
}
