package dev.pgsteady.readiness;

import dev.pgsteady.core.Area;
import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The score: how many of the eight areas pass, and 0 to 100 points below that.
///
/// An area begins with 100 points. Each broken rule takes away by the severity of its worst finding, however many there
/// are; what is unknown takes away too, because it may be broken. Caps say what no number of good points makes up for:
/// a critical finding holds its area at 40, a high one, or an unknown of that weight, below the pass mark of 80.
/// Without
/// a drill that passed in the last 30 days backups stay at 30 and the whole at 60: an untried backup is a hope.
///
/// @param passed how many areas pass, 0 to 8
/// @param points 0 to 100: the mean of the areas, rounded down, under the cap
/// @param areas  all eight, in the order of [Area]
public record Score(int passed, int points, List<AreaScore> areas) {
    private static final RuleId DRILL = new RuleId("BK10");
    private static final int PASS_MARK = 80;
    private static final int CAP_CRITICAL = 40;
    private static final int CAP_NO_DRILL_AREA = 30;
    private static final int CAP_NO_DRILL_WHOLE = 60;

    public Score {
        areas = List.copyOf(areas);
    }

    /// The score of these judgements. Pure: the same judgements give the same score.
    static Score of(List<Judgement> judgements) {
        List<AreaScore> areas = Arrays.stream(Area.values())
                .map(area -> ofArea(
                        area,
                        judgements.stream()
                                .filter(j -> j.rule().id().area() == area)
                                .toList()))
                .toList();
        int mean = areas.stream().mapToInt(AreaScore::points).sum() / areas.size();
        int passed = (int) areas.stream().filter(AreaScore::passed).count();
        return new Score(passed, drilled(judgements) ? mean : Math.min(mean, CAP_NO_DRILL_WHOLE), areas);
    }

    private static boolean drilled(List<Judgement> judgements) {
        return judgements.stream()
                .filter(j -> j.rule().id().equals(DRILL))
                .allMatch(j -> j.verdict() instanceof Verdict.Passed);
    }

    private static AreaScore ofArea(Area area, List<Judgement> judgements) {
        List<Loss> losses = judgements.stream()
                .flatMap(j -> loss(j).stream())
                .sorted(Comparator.comparing(Loss::severity)
                        .thenComparing(Loss::cost, Comparator.reverseOrder())
                        .thenComparing(l -> l.rule().id()))
                .toList();
        int points = Math.max(0, 100 - losses.stream().mapToInt(Loss::cost).sum());
        List<String> reasons =
                new ArrayList<>(losses.stream().map(Loss::sentence).toList());
        int capped = Math.min(points, cap(losses));
        if (area == Area.BACKUPS && !drilled(judgements)) {
            capped = Math.min(capped, CAP_NO_DRILL_AREA);
            reasons.addFirst("no restore drill has passed in the last 30 days, so the area stays at "
                    + CAP_NO_DRILL_AREA + " points at most");
        }
        return new AreaScore(area, capped >= PASS_MARK, capped, reasons);
    }

    private static int cap(List<Loss> losses) {
        if (losses.stream().anyMatch(l -> l.severity() == Severity.CRITICAL && !l.unknown())) {
            return CAP_CRITICAL;
        }
        return losses.stream().anyMatch(l -> l.severity().atLeast(Severity.HIGH)) ? PASS_MARK - 1 : 100;
    }

    private static Optional<Loss> loss(Judgement judgement) {
        Words rule = judgement.rule();
        return switch (judgement.verdict()) {
            case Verdict.Failed(List<Finding> findings) -> {
                Severity worst = findings.stream()
                        .map(Finding::severity)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                String count = findings.size() > 1 ? " (%,d)".formatted(findings.size()) : "";
                yield worst == Severity.INFO
                        ? Optional.empty()
                        : Optional.of(new Loss(rule, worst, false, rule.title() + count));
            }
            case Verdict.Unknown(String reason) ->
                Optional.of(new Loss(rule, rule.severity(), true, "unknown: " + reason));
            case Verdict.Passed ignored -> Optional.empty();
            case Verdict.Skipped ignored -> Optional.empty();
        };
    }

    /// What one rule takes away.
    private record Loss(Words rule, Severity severity, boolean unknown, String words) {
        int cost() {
            int full = switch (severity) {
                case CRITICAL -> 40;
                case HIGH -> 20;
                case MEDIUM -> 8;
                case LOW -> 2;
                case INFO -> 0;
            };
            return unknown ? full / 2 : full;
        }

        String sentence() {
            return rule.id() + " " + words;
        }
    }
}
