package dev.pgsteady.migrate.lint;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// All the rules there are, in the order of their names.
public final class LintRules {
    private final List<LintRule> all;

    private LintRules(List<LintRule> all) {
        this.all = all;
    }

    /// Those on the class path.
    ///
    /// @throws IllegalStateException when two share a name
    public static LintRules installed() {
        List<LintRule> all = ServiceLoader.load(LintRule.class, LintRules.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(r -> r.words().name()))
                .toList();
        if (all.stream().map(r -> r.words().name()).distinct().count() != all.size()) {
            throw new IllegalStateException("two rules share a name");
        }
        return new LintRules(all);
    }

    /// The list.
    public List<LintRule> all() {
        return all;
    }

    /// Whether there is one of that name.
    boolean knows(String name) {
        return all.stream().anyMatch(r -> r.words().name().equals(name));
    }
}
