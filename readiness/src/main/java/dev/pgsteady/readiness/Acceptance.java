package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/// What the configuration's suppressions made of the findings of a check.
///
/// @param findings the findings that are accepted, and so no part of the report
/// @param expired  suppressions whose last day has passed; what they accepted counts again
/// @param idle     suppressions that cover no finding although their rule could judge
public record Acceptance(List<Finding> findings, List<Suppression> expired, List<Suppression> idle) {
    public Acceptance {
        findings = List.copyOf(findings);
        expired = List.copyOf(expired);
        idle = List.copyOf(idle);
    }

    static Acceptance of(List<Judgement> judgements, List<Suppression> suppressions, LocalDate day) {
        List<Finding> found =
                judgements.stream().flatMap(j -> j.findings().stream()).toList();
        return new Acceptance(
                found.stream()
                        .filter(f -> suppressions.stream().anyMatch(s -> s.covers(f, day)))
                        .toList(),
                suppressions.stream().filter(s -> s.expired(day)).toList(),
                suppressions.stream()
                        .filter(s -> !s.expired(day) && judged(judgements, s))
                        .filter(s -> found.stream().noneMatch(f -> s.covers(f, day)))
                        .toList());
    }

    private static boolean judged(List<Judgement> judgements, Suppression suppression) {
        return judgements.stream()
                .filter(j -> j.rule().id().equals(suppression.rule()))
                .anyMatch(j -> switch (j.verdict()) {
                    case Verdict.Passed ignored -> true;
                    case Verdict.Failed ignored -> true;
                    case Verdict.Skipped ignored -> false;
                    case Verdict.Unknown ignored -> false;
                });
    }

    /// What is to be said about it, a sentence each; none when there is nothing to say.
    List<String> remarks() {
        return Stream.of(
                        some(findings.size(), "finding is", "findings are", "accepted in pgsteady.toml."),
                        some(expired.size(), "suppression has", "suppressions have", "expired: " + named(expired)),
                        some(
                                idle.size(),
                                "suppression accepts",
                                "suppressions accept",
                                "nothing and can go: " + named(idle)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> some(int count, String one, String many, String rest) {
        return count == 0 ? List.of() : List.of("%,d %s %s".formatted(count, count == 1 ? one : many, rest));
    }

    private static String named(List<Suppression> suppressions) {
        return String.join("; ", suppressions.stream().map(Acceptance::named).toList()) + ".";
    }

    private static String named(Suppression suppression) {
        return suppression.rule() + " " + suppression.subject()
                + suppression.until().map(day -> ", until " + day).orElse("");
    }
}
