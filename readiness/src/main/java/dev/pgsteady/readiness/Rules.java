package dev.pgsteady.readiness;

import dev.pgsteady.core.RuleId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// All the rules there are, in the order of their ids.
public final class Rules {
    private final List<Rule> all;

    private Rules(List<Rule> all) {
        this.all =
                all.stream().sorted(Comparator.comparing(r -> r.words().id())).toList();
    }

    /// Those on the class path.
    ///
    /// @throws IllegalStateException when two rules share an id
    public static Rules installed() {
        Rules rules = new Rules(ServiceLoader.load(Rule.class, Rules.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        long distinct = rules.all.stream().map(r -> r.words().id()).distinct().count();
        if (distinct != rules.all.size()) {
            throw new IllegalStateException("two rules share an id");
        }
        return rules;
    }

    /// The list.
    public List<Rule> all() {
        return all;
    }

    /// The rule of this id.
    public Optional<Rule> find(RuleId id) {
        return all.stream().filter(r -> r.words().id().equals(id)).findFirst();
    }

    /// Judges the facts by every rule. A rule that breaks is a bug of ours: it is named in the exception.
    public List<Judgement> judge(Facts facts) {
        return all.stream().map(r -> judge(r, facts)).toList();
    }

    private static Judgement judge(Rule rule, Facts facts) {
        try {
            return new Judgement(rule.words(), rule.judge(facts));
        } catch (RuntimeException e) {
            throw new IllegalStateException("rule " + rule.words().id() + " failed", e);
        }
    }
}
