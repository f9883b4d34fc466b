package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Function in an index or constraint without a search_path of its own.
@AutoService(Rule.class)
public final class MG10 implements Rule {

    private static final Pattern CALL = Pattern.compile("([\\w\"]+\\.)?(\\w+|\"[^\"]+\")\\(");
    private static final Words WORDS = new Words(
            new RuleId("MG10"),
            Severity.MEDIUM,
            "Function in an index or constraint without a search_path of its own",
            """
            The function finds tables and other functions by the caller's search_path. A restore runs with an empty
            one: the index or the constraint that uses the function then fails, and its rows are missing from the
            restored database.""",
            """
            Pin the function's search_path, or write its body in standard SQL (RETURN, BEGIN ATOMIC).""",
            "pg_dump, Notes; CREATE FUNCTION");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, List<Routine>> loose = new HashMap<>();
        facts.schema().routines().stream()
                .filter(r -> r.extension().isEmpty() && !Routines.pinned(r) && !r.securityDefiner())
                .filter(r -> r.kind() == Routine.Kind.FUNCTION && readsNames(r))
                .forEach(r -> loose.computeIfAbsent(r.name().name(), n -> new ArrayList<>())
                        .add(r));
        Map<Routine, String> used = new LinkedHashMap<>();
        for (Table table : loose.isEmpty() ? List.<Table>of() : facts.tables()) {
            expressions(table)
                    .forEach((where, expression) -> calls(expression).stream()
                            .flatMap(name -> loose.getOrDefault(name, List.of()).stream())
                            .forEach(r -> used.putIfAbsent(r, where)));
        }
        return Verdict.of(used.entrySet().stream()
                .map(e -> found(e.getKey(), e.getValue()))
                .toList());
    }

    /// A body that names anything that has to be looked up in a schema; arithmetic alone finds its operators in any
    /// case.
    private static boolean readsNames(Routine routine) {
        return CALL.matcher(body(routine)).find()
                || Pattern.compile("(?i)\\b(from|join|into|update)\\s")
                        .matcher(body(routine))
                        .find();
    }

    private static String body(Routine routine) {
        String definition = routine.definition();
        int from = definition.indexOf("AS $");
        return from < 0 ? "" : definition.substring(from);
    }

    private static Map<String, String> expressions(Table table) {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (Index index : table.indexes()) {
            index.keys()
                    .forEach(k -> k.expression()
                            .ifPresent(
                                    e -> expressions.put("index " + index.name().sql(), e)));
            index.predicate()
                    .ifPresent(p -> expressions.merge("index " + index.name().sql(), p, (a, b) -> a + " " + b));
        }
        table.constraintsOf(Constraint.Check.class)
                .forEach(c -> expressions.put("constraint " + Sql.identifier(c.name()), c.expression()));
        table.columns().stream()
                .filter(c -> c.generated().isPresent())
                .forEach(c -> c.defaultExpression()
                        .ifPresent(e -> expressions.put("generated column " + Sql.identifier(c.name()), e)));
        return expressions;
    }

    private static Set<String> calls(String expression) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = CALL.matcher(expression);
        while (matcher.find()) {
            String name = matcher.group(2);
            names.add(name.startsWith("\"") ? name.substring(1, name.length() - 1) : name);
        }
        return names;
    }

    private Finding found(Routine routine, String where) {
        return finding(
                Subjects.routine(routine),
                "%s uses %s, which has no search_path of its own".formatted(where, routine.signature()),
                Mend.sql("ALTER FUNCTION %s SET search_path = pg_catalog, %s;"
                        .formatted(
                                routine.signature(),
                                Sql.identifier(routine.name().schema()))),
                0);
    }
}
