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

/// Role that can reach the server's files or run its programs.
@AutoService(Rule.class)
public final class AC18 implements Rule {

    private static final List<String> DANGEROUS =
            List.of("pg_execute_server_program", "pg_write_server_files", "pg_read_server_files");
    private static final Words WORDS = new Words(
            new RuleId("AC18"),
            Severity.CRITICAL,
            "Role that can reach the server's files or run its programs",
            """
            Members of pg_execute_server_program run commands as the server's account, and those of
            pg_write_server_files can write its configuration: either is superuser by another name.""",
            """
            Revoke the membership; load and unload files through the client (COPY ... FROM STDIN, \\copy).""",
            "22.5 Predefined Roles");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(Logins.ordinary(facts).stream()
                .flatMap(r -> DANGEROUS.stream()
                        .filter(Logins.groups(facts, r.name())::contains)
                        .map(d -> found(facts, r, d)))
                .toList());
    }

    private Finding found(Facts facts, Role role, String dangerous) {
        boolean direct = facts.snapshot().cluster().memberships().stream()
                .anyMatch(m -> m.member().equals(role.name()) && m.role().equals(dangerous));
        String name = Sql.identifier(role.name());
        return finding(
                        Subjects.role(role.name()),
                        "role %s can log in and is a member of %s%s"
                                .formatted(name, dangerous, direct ? "" : " through another role"),
                        direct
                                ? Mend.sql("REVOKE %s FROM %s;".formatted(dangerous, name))
                                : Mend.procedure(
                                        "Revoke %s from the role through which %s has it.".formatted(dangerous, name)),
                        0)
                .at(dangerous.equals("pg_read_server_files") ? Severity.HIGH : Severity.CRITICAL);
    }
}
