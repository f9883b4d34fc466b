package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.View;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Views upon views upon views.
///
/// Layers are counted down to the tables; a materialized view holds rows of its own and counts as a table. The
/// topmost view of each pile is named.
@AutoService(Rule.class)
public final class MG13 implements Rule {

    private static final int MOST = 4;
    private static final Words WORDS = new Words(
            new RuleId("MG13"),
            Severity.LOW,
            "Views upon views upon views",
            """
            A change of a column at the bottom drops and makes anew every view above it, in order and in one
            transaction. The planner has to take all layers apart for each query, and what a query reads nobody can
            tell from its text.""",
            """
            Let the upper views read the tables themselves, or make a materialized view in the middle.""",
            "41.2 Views and the Rule System");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, View> views = facts.schema().views().stream()
                .filter(v -> !v.materialized() && v.extension().isEmpty())
                .collect(Collectors.toMap(View::name, Function.identity()));
        if (views.isEmpty()) {
            return new Verdict.Skipped("there are no views");
        }
        Map<QualifiedName, Integer> layers = new HashMap<>();
        views.values().forEach(v -> layers(v, views, layers));
        Set<QualifiedName> below =
                views.values().stream().flatMap(v -> v.dependsOn().stream()).collect(Collectors.toSet());
        return Verdict.of(facts.schema().views().stream()
                .filter(v -> layers.getOrDefault(v.name(), 0) > MOST && !below.contains(v.name()))
                .map(v -> finding(
                        Subjects.view(v),
                        "%d layers of views lie between it and the tables"
                                .formatted(layers.getOrDefault(v.name(), 0) - 1),
                        Optional.empty(),
                        layers.getOrDefault(v.name(), 0)))
                .toList());
    }

    /// How many layers a view has with itself; a circle, which only a hand in the catalog makes, ends where it closes.
    private static int layers(View view, Map<QualifiedName, View> views, Map<QualifiedName, Integer> known) {
        Integer before = known.get(view.name());
        if (before != null) {
            return before;
        }
        known.put(view.name(), 0);
        int deepest = 0;
        for (QualifiedName read : view.dependsOn()) {
            View next = views.get(read);
            deepest = next == null ? deepest : Math.max(deepest, layers(next, views, known));
        }
        known.put(view.name(), deepest + 1);
        return deepest + 1;
    }
}
