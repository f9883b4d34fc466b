package dev.pgsteady.readiness;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.TrapFile.Case;
import dev.pgsteady.readiness.TrapFile.Expectation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the trap cases came out, rule by rule: how many of the faults were found, over how many look-alikes the rule
/// kept silent, and how often it cried out for nothing.
///
/// A case that names its subjects counts once for each, any other failing case once.
final class TrapTally {
    private final Map<RuleId, Counts> byRule = new TreeMap<>();

    /// The counts of one rule, or of all.
    private record Counts(int faults, int found, int lookAlikes, int silent, int falseAlarms) {
        private static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    faults + other.faults,
                    found + other.found,
                    lookAlikes + other.lookAlikes,
                    silent + other.silent,
                    falseAlarms + other.falseAlarms);
        }
    }

    /// Enters what a rule said of a case.
    synchronized void enter(RuleId rule, Case trap, Verdict verdict) {
        byRule.merge(rule, counts(trap, verdict), Counts::plus);
    }

    private static Counts counts(Case trap, Verdict verdict) {
        List<String> said = verdict instanceof Verdict.Failed failed
                ? failed.findings().stream()
                        .map(f -> f.subject().kind() + " " + f.subject().name())
                        .toList()
                : List.of();
        if (trap.expectation() != Expectation.FAILS) {
            return new Counts(0, 0, 1, said.isEmpty() ? 1 : 0, said.size());
        }
        List<String> named = trap.finds();
        if (named.isEmpty()) {
            return new Counts(1, said.isEmpty() ? 0 : 1, 0, 0, 0);
        }
        int found = (int) named.stream().filter(said::contains).count();
        int others = (int) said.stream().filter(s -> !named.contains(s)).count();
        return new Counts(named.size(), found, 0, 0, others);
    }

    /// One line for all rules.
    String summary() {
        Counts all = byRule.values().stream().reduce(Counts.NONE, Counts::plus);
        return "%,d rules: recall %,d/%,d, silent over %,d/%,d look-alikes, false alarms %,d"
                .formatted(byRule.size(), all.found, all.faults, all.silent, all.lookAlikes, all.falseAlarms);
    }

    /// A line for each rule, and the summary.
    String text() {
        StringBuilder text =
                new StringBuilder("%-6s%10s%14s%14s%n".formatted("rule", "found", "silent", "false alarms"));
        byRule.forEach((rule, c) -> text.append("%-6s%10s%14s%14d%n"
                .formatted(
                        rule,
                        "%d/%d".formatted(c.found, c.faults),
                        "%d/%d".formatted(c.silent, c.lookAlikes),
                        c.falseAlarms)));
        return text.append('\n').append(summary()).append('\n').toString();
    }
}
