package dev.pgsteady.readiness;

import static dev.pgsteady.core.TerminalStyle.fit;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
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
        text.remarks(report);
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
        report.baseline().ifPresent(b -> line(" " + b.sentence()));
        line("");
    }

    private void area(Report report, AreaScore area) {
        String mark = area.passed() ? style.paint(Ink.GREEN, "✓") : style.paint(Ink.RED, "✗");
        String why = fit(report.losses(area.area()), style.width() - 41).stripTrailing();
        line(" %s %s %3d  %s"
                .formatted(mark, fit(area.area().title(), 31), area.points(), style.paint(Ink.FAINT, why)));
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
        boolean known = report.knows(finding);
        line(" %s %s %s"
                .formatted(
                        style.paint(
                                known ? Ink.FAINT : ink(finding.severity()),
                                fit(finding.severity().word(), INDENT - 3)),
                        style.paint(known ? Ink.FAINT : Ink.BOLD, finding.rule().value()),
                        known ? style.paint(Ink.FAINT, title + " (known)") : title));
        String subject = finding.subject().words() + ": " + finding.evidence();
        indented(
                style.wrap(subject, INDENT),
                known ? Ink.FAINT : Ink.BOLD,
                finding.subject().words().length());
        finding.fix().ifPresent(fix -> fix(fix.text()));
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

    private void remarks(Report report) {
        List<String> remarks = report.remarks();
        if (!remarks.isEmpty()) {
            line("");
            line(style.paint(Ink.BOLD, "Remarks"));
            remarks.forEach(this::indentedPlain);
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
