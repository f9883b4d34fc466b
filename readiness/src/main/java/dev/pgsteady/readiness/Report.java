package dev.pgsteady.readiness;

import dev.pgsteady.core.Area;
import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Baseline.Comparison;
import dev.pgsteady.readiness.Rules.Broken;
import dev.pgsteady.schema.Server;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a check found: the score and all that it rests on.
///
/// @param server     what was checked, and as whom
/// @param tables     how many tables were judged
/// @param judgements what each rule said, in rule order
/// @param findings   all findings, those that risk most first; beside a baseline, what is new before what is known
/// @param accepted   what was left out because the configuration accepts it
/// @param baseline   how it compares with the findings that were there already; empty when nobody asked
/// @param broken     rules that broke, each of them a bug of ours
/// @param unseen     what the role could not see
public record Report(
        Server server,
        int tables,
        Score score,
        List<Judgement> judgements,
        List<Finding> findings,
        Acceptance accepted,
        Optional<Comparison> baseline,
        List<Broken> broken,
        List<Unseen> unseen) {
    /// How many findings are shown unless all are asked for.
    public static final int SHOWN = 25;

    private static final int SHOWN_PER_RULE = 3;

    public Report {
        judgements = List.copyOf(judgements);
        findings = List.copyOf(findings);
        broken = List.copyOf(broken);
        unseen = List.copyOf(unseen);
    }

    /// The report of these facts by these rules, without the findings that are accepted.
    static Report of(Facts facts, Rules rules, List<Suppression> suppressions) {
        Rules.Judged judged = rules.judgeAll(facts);
        LocalDate day = LocalDate.ofInstant(facts.server().at(), ZoneOffset.UTC);
        Acceptance accepted = Acceptance.of(judged.judgements(), suppressions, day);
        List<Judgement> judgements = judged.judgements().stream()
                .map(j -> j.without(f -> suppressions.stream().anyMatch(s -> s.covers(f, day))))
                .toList();
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
                accepted,
                Optional.empty(),
                judged.broken(),
                facts.snapshot().unseen());
    }

    /// The same beside a baseline: what is new comes first. The score stays what it is.
    public Report against(Baseline known) {
        Comparison comparison = known.compare(this);
        List<Finding> sorted = findings.stream()
                .sorted(Comparator.comparing(comparison::knows))
                .toList();
        return new Report(server, tables, score, judgements, sorted, accepted, Optional.of(comparison), broken, unseen);
    }

    /// Whether the baseline knows a finding; false without one.
    public boolean knows(Finding finding) {
        return baseline.filter(b -> b.knows(finding)).isPresent();
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

    /// The worst severity among the findings that the baseline does not know; empty when there are none.
    public Optional<Severity> worst() {
        return findings.stream().filter(f -> !knows(f)).map(Finding::severity).min(Comparator.naturalOrder());
    }

    /// How many findings were left out because the configuration accepts them.
    public int suppressed() {
        return accepted.findings().size();
    }

    /// What else a reader should know, a sentence each: how the suppressions fared, and what broke.
    public List<String> remarks() {
        return Stream.concat(accepted.remarks().stream(), broken.stream().map(Broken::remark))
                .toList();
    }

    /// What the area's points were lost to, as in "1 critical, 8 high, 2 unknown".
    public String losses(Area area) {
        List<Judgement> own =
                judgements.stream().filter(j -> j.rule().id().area() == area).toList();
        List<String> parts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            long count = own.stream()
                    .flatMap(j -> j.findings().stream())
                    .filter(f -> f.severity() == severity)
                    .count();
            if (count > 0) {
                parts.add("%,d %s".formatted(count, severity.word()));
            }
        }
        long unknown =
                own.stream().filter(j -> j.verdict() instanceof Verdict.Unknown).count();
        if (unknown > 0) {
            parts.add(unknown + " unknown");
        }
        return String.join(", ", parts);
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
