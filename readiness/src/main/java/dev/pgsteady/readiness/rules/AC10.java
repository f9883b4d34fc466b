package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Cluster.Verifier;
import java.util.List;
import java.util.Optional;

/// Password stored as MD5.
@AutoService(Rule.class)
public final class AC10 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC10"), Severity.HIGH, "Password stored as MD5", """
            An MD5 verifier is as good as the password itself to whoever sees a backup or pg_authid, and its plain
            text falls to a graphics card in minutes. PostgreSQL 18 warns of it and a later version drops it.""", """
            Set password_encryption to scram-sha-256 and give the role its password again; every client has to know
            SCRAM, which all drivers of the last years do.""", "20.5 Password Authentication");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Role> withPassword = facts.loginRoles().stream()
                .filter(r -> r.verifier().isPresent())
                .toList();
        if (withPassword.isEmpty()) {
            return Hidden.passwords(facts);
        }
        return Verdict.of(withPassword.stream()
                .filter(r -> r.verifier().equals(Optional.of(Verifier.MD5)))
                .map(r -> finding(
                        Subjects.role(r.name()),
                        "the password of role %s is stored as MD5".formatted(Sql.identifier(r.name())),
                        Mend.procedure(
                                "With password_encryption = 'scram-sha-256', set the password of %s again: \\password %s"
                                        .formatted(Sql.identifier(r.name()), Sql.identifier(r.name()))),
                        0))
                .toList());
    }
}
