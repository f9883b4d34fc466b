package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
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

/// Monitoring logs in as superuser.
@AutoService(Rule.class)
public final class MO26 implements Rule {

    private static final Pattern MONITORING = Pattern.compile(
            "(?i).*(exporter|prometheus|pgwatch|datadog|telegraf|zabbix|zbx|newrelic|new_relic|pganalyze|netdata|pghero|nagios"
                    + "|icinga|check_postgres|check_pgactivity|monitor|grafana|powa|temboard|metrics|observability).*");
    private static final Words WORDS = new Words(
            new RuleId("MO26"),
            Severity.MEDIUM,
            "Monitoring logs in as superuser",
            """
            The monitoring host holds a password that opens everything, for figures that a member of pg_monitor may
            read.""",
            """
            Give the monitoring role pg_monitor and take SUPERUSER from it.""",
            "22.5 Predefined Roles, pg_monitor");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<String> roles = new TreeSet<>();
        Set<String> superusers = facts.loginRoles().stream()
                .filter(r -> r.superuser() && !Logins.managed(r.name()))
                .map(Role::name)
                .collect(Collectors.toSet());
        superusers.stream().filter(MO26::monitors).forEach(roles::add);
        facts.live().sessions().stream()
                .filter(s -> superusers.contains(s.role()) && monitors(s.application()))
                .forEach(s -> roles.add(s.role()));
        return Verdict.of(roles.stream()
                .map(r -> finding(
                        Subjects.role(r),
                        "monitoring uses role %s, which is a superuser".formatted(Sql.identifier(r)),
                        Logins.bootstrap(facts).equals(Optional.of(r))
                                ? Mend.review("CREATE ROLE monitoring LOGIN;\nGRANT pg_monitor TO monitoring;")
                                : Mend.review("GRANT pg_monitor TO %1$s;\nALTER ROLE %1$s NOSUPERUSER;"
                                        .formatted(Sql.identifier(r))),
                        0))
                .toList());
    }

    /// Whether a role or an application is called like a monitoring.
    static boolean monitors(String name) {
        return MONITORING.matcher(name).matches();
    }
}
