package dev.pgsteady.readiness;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// All the rules there are, in the order of their ids.
public final class Rules {
    private final List<Rule> all;

    Rules(List<Rule> all) {
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
        Judged judged = judgeAll(facts);
        judged.broken().stream().findFirst().ifPresent(b -> {
            throw new IllegalStateException(b.remark(), b.cause());
        });
        return judged.judgements();
    }

    /// As [#judge], but a rule that breaks is unknown, and the others go on.
    Judged judgeAll(Facts facts) {
        List<Judgement> judgements = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        for (Rule rule : all) {
            Verdict verdict;
            try {
                verdict = rule.judge(facts);
            } catch (Live.Unread e) {
                verdict = new Verdict.Unknown(e.what());
            } catch (RuntimeException | StackOverflowError e) {
                broken.add(new Broken(rule.words().id(), e));
                verdict = new Verdict.Unknown(
                        "the rule failed: " + broken.getLast().what());
            }
            judgements.add(new Judgement(rule.words(), verdict));
        }
        return new Judged(judgements, broken);
    }

    /// What all rules said, and which of them broke.
    record Judged(List<Judgement> judgements, List<Broken> broken) {
        Judged {
            judgements = List.copyOf(judgements);
            broken = List.copyOf(broken);
        }
    }

    /// A rule that broke.
    public record Broken(RuleId rule, Throwable cause) {
        /// The exception and the line that it came from.
        public String what() {
            String place = Arrays.stream(cause.getStackTrace())
                    .filter(e -> e.getClassName().startsWith("dev.pgsteady."))
                    .findFirst()
                    .map(e -> " at %s:%d".formatted(e.getFileName(), e.getLineNumber()))
                    .orElse("");
            return cause + place;
        }

        /// The sentence for a reader.
        public String remark() {
            return "Rule %s failed, which is a bug in pgsteady; please report it with this line: %s"
                    .formatted(rule, what());
        }
    }
}
