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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Backups run as superuser or as the application.
///
/// Told by roles that are named for backups and by sessions of backup programs at this moment. The superuser that
/// every server has may take backups on its own machine, as most tools do.
@AutoService(Rule.class)
public final class BK17 implements Rule {

    private static final Pattern NAME =
            Pattern.compile("(?i)(.*_)?(backups?|bkp|barman|pgbackrest|wal_?g|dumper|pg_?dump)(_.*)?");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?i)pg_dump|pg_dumpall|pg_basebackup|pg_receivewal|barman.*|pgbackrest.*|wal-g.*|pghoard.*");
    private static final Words WORDS = new Words(
            new RuleId("BK17"),
            Severity.MEDIUM,
            "Backups run as superuser or as the application",
            """
            The machine that takes backups keeps a login that opens the database. As a superuser it opens the
            server's files and commands too; as the application's role it can change every row, and its password
            cannot be changed without an outage.""",
            """
            Give backups a role of their own that nothing else uses, with REPLICATION for base backups and
            pg_read_all_data for dumps.""",
            "22.2 Role Attributes; 22.5 Predefined Roles");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<String> takers = new TreeSet<>();
        facts.loginRoles().stream()
                .map(Role::name)
                .filter(r -> NAME.matcher(r).matches() && !Logins.managed(r))
                .forEach(takers::add);
        facts.live().sessions().stream()
                .filter(s -> PROGRAM.matcher(s.application()).matches() && !Logins.managed(s.role()))
                .forEach(s -> takers.add(s.role()));
        if (takers.isEmpty()) {
            return new Verdict.Skipped("no role and no session shows who takes the backups");
        }
        Set<String> superusers = facts.loginRoles().stream()
                .filter(Role::superuser)
                .map(Role::name)
                .filter(r -> !Logins.bootstrap(facts).equals(Optional.of(r)))
                .collect(Collectors.toSet());
        return Verdict.of(takers.stream()
                .filter(r -> superusers.contains(r) || shared(facts, r))
                .map(r -> superusers.contains(r) ? superuser(r) : reused(r))
                .toList());
    }

    /// Whether programs other than a backup's are connected here as this role.
    private static boolean shared(Facts facts, String role) {
        return facts.live().sessions().stream()
                .filter(s -> s.role().equals(role)
                        && s.database().equals(facts.server().database()))
                .anyMatch(s -> !PROGRAM.matcher(s.application()).matches() && !AC15.byHand(s.application()));
    }

    private Finding superuser(String role) {
        return finding(
                Subjects.role(role),
                "role %s takes backups and is a superuser".formatted(Sql.identifier(role)),
                Mend.review(
                        "ALTER ROLE %s NOSUPERUSER REPLICATION;".formatted(Sql.identifier(role)),
                        "GRANT pg_read_all_data TO %s;".formatted(Sql.identifier(role))),
                0);
    }

    private Finding reused(String role) {
        return finding(
                Subjects.role(role),
                "role %s takes backups, and an application is connected as it".formatted(Sql.identifier(role)),
                Mend.procedure(words().remedy()),
                0);
    }
}
