package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Cluster.Verifier;
import java.util.List;
import java.util.Optional;

/// Password that is out of date.
@AutoService(Rule.class)
public final class AC14 implements Rule {

    private static final long YEAR = 365;
    private static final Words WORDS = new Words(
            new RuleId("AC14"), Severity.MEDIUM, "Password that is out of date", """
            A password that has not changed for a year has passed through laptops, chats and backups since. One
            whose VALID UNTIL is over still works for roles that use another method than a password, and surprises
            the rest.""", """
            Rotate the password, record the rotation, and give it a VALID UNTIL that somebody watches.""", "22.2 Role Attributes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Role> roles = Logins.ordinary(facts).stream()
                .filter(r -> !r.verifier().equals(Optional.of(Verifier.NONE)))
                .toList();
        if (roles.isEmpty()) {
            return new Verdict.Skipped("no ordinary role logs in by a password");
        }
        List<Finding> findings =
                roles.stream().filter(r -> over(facts, r)).map(this::found).toList();
        boolean limited = roles.stream().allMatch(r -> r.validUntil().isPresent());
        return findings.isEmpty() && !limited
                ? Recorded.within(this, facts, Evidence.Kind.PASSWORD_ROTATION, YEAR)
                : Verdict.of(findings);
    }

    private static boolean over(Facts facts, Role role) {
        return role.validUntil().filter(t -> t.isBefore(facts.server().at())).isPresent();
    }

    private Finding found(Role role) {
        return finding(
                Subjects.role(role.name()),
                "the password of role %s is past its VALID UNTIL".formatted(Sql.identifier(role.name())),
                Mend.review("ALTER ROLE %s NOLOGIN;\n-- or set a new password and a new VALID UNTIL"
                        .formatted(Sql.identifier(role.name()))),
                0);
    }
}
