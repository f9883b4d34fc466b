package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.schema.Server;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a check found: the score and all that it rests on.
///
/// @param server     what was checked, and as whom
/// @param tables     how many tables were judged
/// @param judgements what each rule said, in rule order
/// @param findings   all findings, those that risk most first
/// @param suppressed how many findings were left out because the configuration accepts them
/// @param unseen     what the role could not see
public record Report(
        Server server,
        int tables,
        Score score,
        List<Judgement> judgements,
        List<Finding> findings,
        int suppressed,
        List<Unseen> unseen) {
    /// How many findings are shown unless all are asked for.
    public static final int SHOWN = 25;

    private static final int SHOWN_PER_RULE = 3;

    public Report {
        judgements = List.copyOf(judgements);
        findings = List.copyOf(findings);
        unseen = List.copyOf(unseen);
    }

    /// The report of these facts by these rules, without the findings that are accepted.
    static Report of(Facts facts, Rules rules, Predicate<Finding> accepted) {
        List<Judgement> judged = rules.judge(facts);
        List<Judgement> judgements =
                judged.stream().map(j -> j.without(accepted)).toList();
        List<Finding> ranked = judgements.stream()
                .flatMap(j -> j.findings().stream())
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::weight, Comparator.reverseOrder())
                        .thenComparing(Finding::rule)
                        .thenComparing(f -> f.subject().name())
                        .thenComparing(Finding::evidence))
                .toList();
        return new Report(
                facts.server(),
                facts.tables().size(),
                Score.of(judgements),
                judgements,
                ranked,
                judged.stream().mapToInt(j -> j.findings().size()).sum() - ranked.size(),
                facts.snapshot().unseen());
    }

    /// The findings that fit on a page: [#shown(int)] of [#SHOWN].
    public List<Finding> shown() {
        return shown(SHOWN);
    }

    /// At most so many findings: the worst first, at most three of a rule while others wait, notes left out.
    public List<Finding> shown(int most) {
        List<Finding> picked = new ArrayList<>();
        Map<RuleId, Integer> perRule = new HashMap<>();
        List<Finding> counted =
                findings.stream().filter(f -> f.severity() != Severity.INFO).toList();
        for (Finding finding : counted) {
            if (picked.size() < most && perRule.merge(finding.rule(), 1, Integer::sum) <= SHOWN_PER_RULE) {
                picked.add(finding);
            }
        }
        counted.stream()
                .filter(f -> !picked.contains(f))
                .limit(most - (long) picked.size())
                .forEach(picked::add);
        return findings.stream().filter(picked::contains).toList();
    }

    /// The worst finding's severity; empty when there are none.
    public Optional<Severity> worst() {
        return findings.stream().map(Finding::severity).findFirst();
    }

    /// How many findings are of this severity.
    public long count(Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }

    /// The words of a rule in this report.
    ///
    /// @throws IllegalArgumentException when the report has no such rule
    public Judgement judgement(RuleId rule) {
        return judgements.stream()
                .filter(j -> j.rule().id().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + rule));
    }
}
