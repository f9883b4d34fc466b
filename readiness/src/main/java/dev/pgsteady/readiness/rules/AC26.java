package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.Table.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Row-level security that does not do what it looks like.
@AutoService(Rule.class)
public final class AC26 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC26"),
            Severity.HIGH,
            "Row-level security that does not do what it looks like",
            """
            Policies have no effect until row-level security is enabled on the table. Enabled without a policy it
            hides every row from all but the owner; the owner passes it unless it is forced; and a policy of plain
            true lets everybody through.""",
            """
            Enable it where policies exist, force it where the application is the owner, and write policies that
            name the tenant or user.""",
            "5.8 Row Security Policies");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        for (Table table : facts.tables()) {
            any |= table.rowSecurity().enabled() || !table.policies().isEmpty();
            judge(facts, table).ifPresent(findings::add);
        }
        return any ? Verdict.of(findings) : new Verdict.Skipped("no table uses row-level security");
    }

    private Optional<Finding> judge(Facts facts, Table table) {
        boolean enabled = table.rowSecurity().enabled();
        String name = table.name().sql();
        if (!enabled && !table.policies().isEmpty()) {
            return Optional.of(finding(
                    About.table(table),
                    "it has %,d policies, and row-level security is off"
                            .formatted(table.policies().size()),
                    Mend.review("ALTER TABLE %s ENABLE ROW LEVEL SECURITY;".formatted(name)),
                    facts.rows(table)));
        }
        if (enabled && table.policies().isEmpty()) {
            return Optional.of(finding(
                            About.table(table),
                            "row-level security is on and no policy says who sees which rows",
                            Mend.procedure("Write a policy (CREATE POLICY ... ON %s), or disable row-level security."
                                    .formatted(name)),
                            facts.rows(table))
                    .at(Severity.MEDIUM));
        }
        Optional<Policy> open =
                table.policies().stream().filter(p -> enabled && open(p)).findFirst();
        return open.isPresent() ? open.map(p -> open(facts, table, p)) : unforced(facts, table);
    }

    /// Lets every role do everything with every row.
    private static boolean open(Policy policy) {
        boolean sees =
                policy.using().map("true"::equals).orElse(!policy.command().equals("ALL"));
        boolean writes = policy.withCheck().map("true"::equals).orElse(true);
        return policy.permissive()
                && policy.roles().stream().anyMatch(String::isEmpty)
                && !policy.command().equals("SELECT")
                && sees
                && writes;
    }

    private Finding open(Facts facts, Table table, Policy policy) {
        return finding(
                About.table(table),
                "policy %s lets every role %s every row"
                        .formatted(
                                Sql.identifier(policy.name()),
                                policy.command().equals("ALL") ? "see and change" : policy.command()),
                Mend.review("-- once a policy that names the user or tenant is in place:\nDROP POLICY %s ON %s;"
                        .formatted(Sql.identifier(policy.name()), table.name().sql())),
                facts.rows(table));
    }

    private Optional<Finding> unforced(Facts facts, Table table) {
        boolean ownerLogsIn =
                Logins.ordinary(facts).stream().anyMatch(r -> r.name().equals(table.owner()));
        if (!table.rowSecurity().enabled() || table.rowSecurity().forced() || !ownerLogsIn) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        About.table(table),
                        "its owner %s can log in and passes all %,d policies, because they are not forced"
                                .formatted(
                                        Sql.identifier(table.owner()),
                                        table.policies().size()),
                        Mend.review("ALTER TABLE %s FORCE ROW LEVEL SECURITY;"
                                .formatted(table.name().sql())),
                        facts.rows(table))
                .at(Severity.MEDIUM));
    }
}
