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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Role without time limits.
@AutoService(Rule.class)
public final class TX05 implements Rule {

    private static final Map<String, String> WANTED = new TreeMap<>(Map.of(
            "statement_timeout", "30s",
            "idle_in_transaction_session_timeout", "60s",
            "lock_timeout", "5s"));
    private static final Words WORDS = new Words(
            new RuleId("TX05"), Severity.MEDIUM, "Role without time limits", """
            Without limits one statement, or one forgotten transaction, holds its locks until somebody finds it. The
            default of every one of these limits is never.""", """
            Set statement_timeout, idle_in_transaction_session_timeout and lock_timeout for each role that an
            application logs in with.""", "19.11.1 Statement Behavior");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Role> roles = Logins.ordinary(facts);
        if (roles.isEmpty()) {
            return new Verdict.Skipped("no ordinary role logs in");
        }
        return Verdict.of(roles.stream()
                .filter(r -> !r.replication())
                .flatMap(r -> judge(facts, r).stream())
                .toList());
    }

    private Optional<Finding> judge(Facts facts, Role role) {
        List<String> missing = WANTED.keySet().stream()
                .filter(s -> RoleSettings.effective(facts, role.name(), s)
                        .map(RoleSettings::never)
                        .orElse(true))
                .toList();
        if (missing.isEmpty() || missing.equals(List.of("lock_timeout"))) {
            return Optional.empty();
        }
        String name = Sql.identifier(role.name());
        return Optional.of(finding(
                        Subjects.role(role.name()),
                        "role %s has no %s".formatted(name, String.join(", no ", missing)),
                        Mend.sql(limits(role.name(), missing)),
                        0)
                .at(missing.contains("statement_timeout") && missing.size() > 1 ? Severity.MEDIUM : Severity.LOW));
    }

    /// What gives a role its limits.
    static String limits(String role) {
        return limits(role, List.copyOf(WANTED.keySet()));
    }

    private static String limits(String role, List<String> missing) {
        return missing.stream()
                .map(s -> "ALTER ROLE %s SET %s = '%s';".formatted(Sql.identifier(role), s, WANTED.get(s)))
                .collect(Collectors.joining("\n"));
    }
}
