package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Superuser in daily use.
@AutoService(Rule.class)
public final class AC15 implements Rule {

    private static final Pattern BY_HAND = Pattern.compile(
            "(?i)|psql.*|pgadmin.*|dbeaver.*|datagrip.*|tableplus.*|azure data studio.*|pg_.*|pgsteady.*|barman.*|pgbackrest.*");
    private static final Words WORDS = new Words(
            new RuleId("AC15"), Severity.CRITICAL, "Superuser in daily use", """
            A superuser passes every check of rights and row security, reads and writes the server's files and runs
            commands on its machine. One injected statement in an application that logs in as superuser takes the
            whole host.""", """
            Give the application a role of its own without attributes, keep one superuser for administration, and
            take SUPERUSER from all others.""", "22.2 Role Attributes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Optional<String> bootstrap = Logins.bootstrap(facts);
        List<Finding> findings = new ArrayList<>();
        facts.loginRoles().stream()
                .filter(r -> r.superuser() && !Logins.managed(r.name()))
                .forEach(r -> {
                    if (usedByProgram(facts, r.name())) {
                        findings.add(used(r));
                    } else if (!bootstrap.equals(Optional.of(r.name()))) {
                        findings.add(extra(r));
                    }
                });
        if (findings.isEmpty() && !facts.tables().isEmpty() && onlySuperusers(facts)) {
            findings.add(alone(facts));
        }
        return Verdict.of(findings);
    }

    private static boolean usedByProgram(Facts facts, String role) {
        return facts.live().sessions().stream()
                .anyMatch(s -> s.role().equals(role)
                        && s.database().equals(facts.server().database())
                        && !byHand(s.application()));
    }

    /// Whether a person, or a tool that a person or a backup starts, calls itself so.
    static boolean byHand(String application) {
        return BY_HAND.matcher(application).matches();
    }

    private static boolean onlySuperusers(Facts facts) {
        return facts.loginRoles().stream().allMatch(Role::superuser);
    }

    private Finding used(Role role) {
        return finding(
                Subjects.role(role.name()),
                "a program is connected to this database as superuser %s".formatted(Sql.identifier(role.name())),
                Mend.procedure(
                        "Make a role of its own for the program, give it the rights that it needs, and change its"
                                + " connection settings."),
                0);
    }

    private Finding extra(Role role) {
        return finding(
                        Subjects.role(role.name()),
                        "role %s can log in and is a superuser beside the one that every server has"
                                .formatted(Sql.identifier(role.name())),
                        Mend.review("ALTER ROLE %s NOSUPERUSER;".formatted(Sql.identifier(role.name()))),
                        0)
                .at(Severity.HIGH);
    }

    private Finding alone(Facts facts) {
        return finding(
                        Subjects.database(facts),
                        "nobody but superusers can log in, so the application has to come as one",
                        Mend.review(
                                "CREATE ROLE app LOGIN;",
                                TX05.limits("app"),
                                "-- then set its password and grant it what it needs"),
                        facts.tables().size())
                .at(Severity.MEDIUM);
    }
}
