package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Evidence.Item;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Verdicts by what has been recorded. Ages are whole days by the server's clock at the snapshot.
final class Recorded {
    /// How long a drill, a delivery or a comparison stays good.
    static final long VALID_DAYS = 30;

    private Recorded() {}

    /// Passes when the newest of this kind went well and is at most so many days old; unknown when there is none.
    static Verdict within(Rule rule, Facts facts, Evidence.Kind kind, long days) {
        return facts.evidence()
                .newest(kind)
                .map(item -> item.passed() ? byAge(rule, facts, item, days) : failed(rule, facts, item))
                .orElseGet(() -> nothing(kind));
    }

    /// Passes when one of this kind went well within so many days, whatever came after; unknown when there is none.
    static Verdict passedWithin(Rule rule, Facts facts, Evidence.Kind kind, long days) {
        Optional<Item> passed = facts.evidence().items().stream()
                .filter(i -> i.kind() == kind && i.passed())
                .max(Comparator.comparing(Item::at));
        return passed.map(item -> byAge(rule, facts, item, days)).orElseGet(() -> within(rule, facts, kind, days));
    }

    /// Passes when the newest of this kind went well, however old; unknown when there is none.
    static Verdict newestPassed(Rule rule, Facts facts, Evidence.Kind kind) {
        return within(rule, facts, kind, Long.MAX_VALUE);
    }

    /// Passes when the newest of this kind, whatever came of it, is at most so many days old; unknown when
    /// there is none.
    static Verdict doneWithin(Rule rule, Facts facts, Evidence.Kind kind, long days) {
        return facts.evidence()
                .newest(kind)
                .map(item -> days(facts, item) <= days
                        ? new Verdict.Passed()
                        : found(
                                rule,
                                facts,
                                "the last %s is %,d days old, and %,d are allowed"
                                        .formatted(kind.words(), days(facts, item), days)))
                .orElseGet(() -> nothing(kind));
    }

    /// Nothing of this kind has been recorded.
    static Verdict nothing(Evidence.Kind kind) {
        String article = "aeiou".indexOf(kind.words().charAt(0)) < 0 ? "a " : "an ";
        return new Verdict.Unknown("nothing has recorded " + article + kind.words());
    }

    /// The age in whole days; 0 for what lies in the future.
    static long days(Facts facts, Item item) {
        return Math.max(0, Duration.between(item.at(), facts.server().at()).toDays());
    }

    private static Verdict byAge(Rule rule, Facts facts, Item item, long days) {
        long age = days(facts, item);
        return age <= days
                ? new Verdict.Passed()
                : found(
                        rule,
                        facts,
                        "the last %s that went well is %,d days old, and %,d are allowed"
                                .formatted(item.kind().words(), age, days));
    }

    private static Verdict failed(Rule rule, Facts facts, Item item) {
        return found(
                rule,
                facts,
                "the last %s, %,d days ago, failed: %s"
                        .formatted(item.kind().words(), days(facts, item), item.summary()));
    }

    private static Verdict found(Rule rule, Facts facts, String evidence) {
        Finding finding = rule.finding(
                Subjects.database(facts), evidence, Mend.procedure(rule.words().remedy()), 0);
        return new Verdict.Failed(List.of(finding));
    }
}
