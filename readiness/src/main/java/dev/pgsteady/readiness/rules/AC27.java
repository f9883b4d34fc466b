package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// View that goes around row-level security.
@AutoService(Rule.class)
public final class AC27 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC27"),
            Severity.HIGH,
            "View that goes around row-level security",
            """
            A view reads its tables with the rights of its owner. Where the owner passes the table's policies, so
            does everybody who may read the view.""",
            """
            Set security_invoker on the view (PostgreSQL 15 or newer), and grant its readers what they need on the
            tables.""",
            "CREATE VIEW, security_invoker; 5.8 Row Security Policies");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, Table> secured = facts.tables().stream()
                .filter(t -> t.rowSecurity().enabled())
                .collect(Collectors.toMap(Table::name, t -> t, (a, b) -> a));
        if (secured.isEmpty()) {
            return new Verdict.Skipped("no table uses row-level security");
        }
        return Verdict.of(facts.schema().views().stream()
                .filter(v -> v.extension().isEmpty() && !invoker(v))
                .flatMap(v -> v.dependsOn().stream()
                        .flatMap(d -> Optional.ofNullable(secured.get(d)).stream())
                        .filter(t -> passes(facts, v.owner(), t))
                        .limit(1)
                        .map(t -> found(v, t)))
                .toList());
    }

    private static boolean invoker(View view) {
        return view.options().stream().anyMatch(o -> o.matches("security_invoker=(on|true|1|yes)"));
    }

    private static boolean passes(Facts facts, String role, Table table) {
        boolean owns = table.owner().equals(role) && !table.rowSecurity().forced();
        return owns
                || facts.snapshot().cluster().roles().stream()
                        .anyMatch(r -> r.name().equals(role) && (r.superuser() || r.bypassRowSecurity()));
    }

    private Finding found(View view, Table table) {
        boolean shared = view.grants().stream().anyMatch(g -> !g.grantee().equals(view.owner()));
        String name = view.name().sql();
        return finding(
                        Subjects.view(view),
                        "it reads %s as %s, whom the policies there do not bind%s"
                                .formatted(
                                        table.name().sql(),
                                        Sql.identifier(view.owner()),
                                        shared ? ", and others may read it" : ""),
                        view.materialized()
                                ? Mend.procedure(
                                        "Keep the rows of %s in a view with security_invoker, or grant the materialized"
                                                        .formatted(name)
                                                + " view to nobody.")
                                : Mend.sql("ALTER VIEW %s SET (security_invoker = on);".formatted(name)),
                        0)
                .at(shared ? Severity.HIGH : Severity.LOW);
    }
}
