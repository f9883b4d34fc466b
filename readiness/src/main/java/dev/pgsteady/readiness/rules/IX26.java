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
import java.util.Set;
import java.util.stream.Collectors;

/// Policy that is worked out for each row.
@AutoService(Rule.class)
public final class IX26 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX26"),
            Severity.MEDIUM,
            "Policy that is worked out for each row",
            """
            A function in a policy is called again for every row that is looked at, although it says the same each
            time; and each permissive policy is one more condition joined by OR, which no index serves. Every
            query on the table pays, also those that find one row.""",
            """
            Put the call into a subquery, (SELECT current_setting(...)), which is run once for each statement.
            Join permissive policies for one role and command into one.""",
            "5.8 Row Security Policies; 36.7 Function Volatility Categories");

    private static final long LARGE = 10_000;
    private static final int MANY = 3;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Table> secured = Bookkeeping.none(facts)
                .filter(t -> t.rowSecurity().enabled() && !t.policies().isEmpty())
                .toList();
        if (secured.isEmpty()) {
            return new Verdict.Skipped("no table has policies");
        }
        PolicyCalls calls = new PolicyCalls(facts);
        return Verdict.of(
                secured.stream().flatMap(t -> found(facts, t, calls).stream()).toList());
    }

    private Optional<Finding> found(Facts facts, Table table, PolicyCalls calls) {
        List<String> fixes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Policy policy : table.policies()) {
            String condition = policy.using().orElse("");
            List<String> again = served(table, condition) ? List.of() : calls.perRow(table, condition);
            if (!again.isEmpty()) {
                names.add(policy.name());
                fixes.add("ALTER POLICY %s ON %s USING (%s);"
                        .formatted(Sql.identifier(policy.name()), table.name().sql(), wrapped(condition, again)));
            }
        }
        long most = most(table);
        if (names.isEmpty() && most <= MANY) {
            return Optional.empty();
        }
        String evidence = names.isEmpty()
                ? "%d permissive policies are joined by OR for one role and command".formatted(most)
                : "for each row, policies call a function that says the same each time (%s)"
                        .formatted(About.columns(names));
        long rows = facts.rows(table);
        Finding finding = finding(
                About.table(table),
                evidence,
                fixes.isEmpty() ? Optional.empty() : Mend.review(fixes.toArray(String[]::new)),
                rows);
        return Optional.of(rows > LARGE ? finding : finding.at(Severity.LOW));
    }

    /// Whether an index finds the rows, so that the function is called once for the search.
    private static boolean served(Table table, String condition) {
        return !condition.contains(" OR ")
                && table.indexes().stream()
                        .filter(i -> i.valid() && i.predicate().isEmpty())
                        .flatMap(i -> i.keys().getFirst().column().stream())
                        .anyMatch(c -> condition.contains("(" + Sql.identifier(c) + " = "));
    }

    private static String wrapped(String condition, List<String> calls) {
        String wrapped = condition;
        for (String call : Set.copyOf(calls)) {
            wrapped = wrapped.replace(call, "(SELECT " + call + ")");
        }
        return wrapped;
    }

    /// The most permissive policies that hold for one role and command.
    private static long most(Table table) {
        return table.policies().stream()
                .filter(Policy::permissive)
                .flatMap(p -> p.roles().stream().map(r -> r + " " + p.command()))
                .collect(Collectors.groupingBy(k -> k, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(n -> n)
                .max()
                .orElse(0);
    }
}
