package dev.pgsteady.readiness;

import static dev.pgsteady.core.TerminalStyle.fit;

import dev.pgsteady.core.Area;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.core.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A report for a person at a terminal: the score, the eight areas on a line each, then what to mend first.
public final class ReportText {
    private static final int INDENT = 11;
    private static final int FIX_LINES = 4;

    private final TerminalStyle style;
    private final StringBuilder out = new StringBuilder();

    private ReportText(TerminalStyle style) {
        this.style = style;
    }

    /// The report as text, ended by a line break.
    ///
    /// @param shown the findings to show: all of the report's, or those that [Report#shown(int)] picks
    public static String write(Report report, List<Finding> shown, TerminalStyle style) {
        ReportText text = new ReportText(style);
        text.head(report);
        report.score().areas().forEach(area -> text.area(report, area));
        text.findings(report, shown);
        text.unseen(report);
        return text.out.toString();
    }

    private void head(Report report) {
        line(style.paint(Ink.BOLD, report.server().database()) + "  PostgreSQL "
                + report.server().release() + ", " + count(report.tables(), "table") + ", seen as "
                + report.server().role());
        line("");
        Score score = report.score();
        String figure = " %d/8 ".formatted(score.passed());
        line(style.paint(score.passed() == 8 ? Ink.GREEN : Ink.ALARM, figure) + " production-ready, " + score.points()
                + " of 100 points");
        line("");
    }

    private void area(Report report, AreaScore area) {
        String mark = area.passed() ? style.paint(Ink.GREEN, "✓") : style.paint(Ink.RED, "✗");
        String why = fit(counts(report, area.area()), style.width() - 41).stripTrailing();
        line(" %s %s %3d  %s"
                .formatted(mark, fit(area.area().title(), 31), area.points(), style.paint(Ink.FAINT, why)));
    }

    /// What the area's points were lost to, as in "1 critical, 8 high, 2 unknown".
    private static String counts(Report report, Area area) {
        List<Judgement> own = report.judgements().stream()
                .filter(j -> j.rule().id().area() == area)
                .toList();
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

    private void findings(Report report, List<Finding> shown) {
        line("");
        if (report.tables() == 0) {
            line("The database has no tables yet, so nothing about tables could be judged.");
            line("");
        }
        if (shown.isEmpty()) {
            line("No findings.");
            return;
        }
        int total = report.findings().size();
        line(style.paint(Ink.BOLD, "What to mend first")
                + (shown.size() < total
                        ? " (%d of %,d findings; --all shows all)".formatted(shown.size(), total)
                        : ""));
        shown.forEach(f -> finding(report, f));
    }

    private void finding(Report report, Finding finding) {
        line("");
        String title = report.judgement(finding.rule()).rule().title();
        line(" %s %s %s"
                .formatted(
                        style.paint(
                                ink(finding.severity()), fit(finding.severity().word(), INDENT - 3)),
                        style.paint(Ink.BOLD, finding.rule().value()),
                        title));
        String subject = finding.subject().kind() + " " + finding.subject().name() + ": " + finding.evidence();
        indented(style.wrap(subject, INDENT), Ink.BOLD, subjectLength(finding));
        finding.fix().ifPresent(fix -> fix(fix.text()));
    }

    private static int subjectLength(Finding finding) {
        return finding.subject().kind().length() + 1 + finding.subject().name().length();
    }

    private void indented(List<String> lines, Ink ink, int painted) {
        String first = lines.getFirst();
        int end = Math.min(painted, first.length());
        line(" ".repeat(INDENT) + style.paint(ink, first.substring(0, end)) + first.substring(end));
        lines.subList(1, lines.size()).forEach(l -> line(" ".repeat(INDENT) + l));
    }

    private void fix(String text) {
        List<String> lines =
                text.lines().flatMap(l -> style.wrap(l, INDENT).stream()).toList();
        lines.stream().limit(FIX_LINES).forEach(l -> line(" ".repeat(INDENT) + style.paint(Ink.CYAN, l)));
        if (lines.size() > FIX_LINES) {
            line(" ".repeat(INDENT) + style.paint(Ink.FAINT, "… and more; --html and --json have all of it"));
        }
    }

    private void unseen(Report report) {
        if (report.unseen().isEmpty()) {
            return;
        }
        line("");
        line(style.paint(Ink.BOLD, "What this role could not see"));
        report.unseen().forEach(u -> indentedPlain(u.why()));
    }

    private void indentedPlain(String text) {
        style.wrap(text, 3).forEach(l -> line("   " + l));
    }

    private static Ink ink(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Ink.ALARM;
            case HIGH -> Ink.RED;
            case MEDIUM -> Ink.YELLOW;
            case LOW, INFO -> Ink.FAINT;
        };
    }

    private static String count(int number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
